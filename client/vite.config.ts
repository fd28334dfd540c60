import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig, type Plugin } from 'vite'

/** Fetches the two cuts of the typeface beside the style sheet, so that text never changes its shape after it was painted. */
const preloadFonts: Plugin = {
  name: 'preload-fonts',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle }) {
      return Object.keys(bundle ?? {})
        .filter((file) => file.endsWith('.woff2'))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'preload', href: `/${file}`, as: 'font', type: 'font/woff2', crossorigin: true },
          injectTo: 'head' as const,
        }))
    },
  },
}

/** Writes each text file a second and third time, compressed once and for all instead of at each request. */
const compress: Plugin = {
  name: 'compress',
  apply: 'build',
  writeBundle({ dir }) {
    const files = readdirSync(dir ?? '', { recursive: true, withFileTypes: true })
    for (const { parentPath, name } of files.filter((file) => /\.(js|css|svg|html)$/.test(file.name))) {
      const file = join(parentPath, name)
      const bytes = readFileSync(file)
      writeFileSync(`${file}.br`, brotliCompressSync(bytes))
      writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
    }
  },
}

export default defineConfig({
  plugins: [react(), tailwindcss(), preloadFonts, compress],
  build: {
    // Phones of 2022: iOS 15.4 is the first that can carry the call.
    target: ['es2022', 'safari15.4', 'chrome100', 'firefox102'],
    // The Content Security Policy knows no data: fonts and no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
