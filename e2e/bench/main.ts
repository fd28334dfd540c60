// Measures the product and prints every figure beside its aim. All traffic stays on this machine: the measurement runs in
// a network of its own where the system permits one.
import { cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { attach, ended } from '../../scripts/child.ts'
import { ensureSystemPackages } from '../../scripts/system-packages.ts'
import { measureAddresses } from './addresses.ts'
import { measureCall } from './call.ts'
import { printFigures } from './figures.ts'
import { measureGate } from './gate.ts'
import { measureProofCycle } from './proof-cycle.ts'
import { measureServer } from './rooms.ts'
import { measureSealing } from './sealing.ts'

const enclosed = '--enclosed'

async function measure(): Promise<void> {
  const [{ model } = { model: 'unknown' }] = cpus()
  const load = () => loadavg()[0]?.toFixed(1)
  console.log(`${cpus().length} × ${model}, Node ${process.versions.node}, load at the beginning ${load()}`)
  const { admission, script } = await measureCall()
  printFigures('Admission, in Chromium', admission)
  printFigures('Script, after gzip', script)
  const { memory, relay, deletion } = await measureServer()
  printFigures('Relay', relay)
  printFigures('Memory', memory)
  printFigures('End', deletion)
  printFigures('Request record and gate', await measureGate())
  printFigures('Sealing', await measureSealing())
  printFigures('Proof', await measureProofCycle())
  printFigures('IP addresses', await measureAddresses())
  console.log(`\nLoad at the end ${load()}. Above the number of processors, times say more about the neighbours.`)
}

if (process.argv.includes(enclosed)) await measure()
else {
  for (const problem of await ensureSystemPackages()) console.error(problem)
  const wrapper = fileURLToPath(new URL('../private-network.sh', import.meta.url))
  const own = [process.execPath, fileURLToPath(import.meta.url), enclosed]
  process.exitCode = await ended(attach('sh', [wrapper, ...own]))
}
