import { buildClient } from './client-build.ts'

const failure = await buildClient()
if (failure) {
  console.error(failure)
  process.exitCode = 1
}
