// Checks what `/nachweis.json` answered, on any machine and without asking anybody:
//   curl -s https://beratung.example/nachweis.json | node server/src/proof/verify.ts [public key] [older copy]
import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { faultsOf, publishedProof, type PublishedProof } from './rules.ts'

/** Entries of an older copy that the newer one tells differently: a chain that was written anew. */
function contradictions(older: PublishedProof, newer: PublishedProof): string[] {
  const known = new Map(newer.chain.map((entry) => [entry.number, entry.hash]))
  return older.chain
    .filter(({ number, hash }) => known.has(number) && known.get(number) !== hash)
    .map(({ number }) => `entry ${number} is another one than in the older copy`)
}

/** What is wrong with a proof, in words; `key` and `older` are what its reader kept from before. */
export function verifyProof(json: string, kept: { readonly key?: string; readonly older?: string } = {}): string[] {
  const proof = publishedProof.parse(JSON.parse(json))
  const faults = faultsOf(proof)
  if (kept.key && kept.key !== proof.publicKey) faults.push('the public key is another one than expected')
  if (kept.older) faults.push(...contradictions(publishedProof.parse(JSON.parse(kept.older)), proof))
  return faults
}

async function main(): Promise<void> {
  const [key, older] = process.argv.slice(2)
  const json = await text(process.stdin)
  const faults = verifyProof(json, {
    ...(key ? { key } : {}),
    ...(older ? { older: readFileSync(older, 'utf8') } : {}),
  })
  const { statement, publicKey, chain } = publishedProof.parse(JSON.parse(json))
  const lines = [
    `${statement.origin}, version ${statement.build}, ${statement.at}`,
    ...statement.promises.map(({ promise, state }) => `${promise} ${state}`),
    `Chain: ${chain.length} entries. Public key: ${publicKey}`,
    ...(faults.length > 0 ? faults.map((fault) => `WRONG: ${fault}`) : ['Chain and signatures are right.']),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  process.exitCode = faults.length > 0 ? 1 : 0
}

if (import.meta.main) await main()
