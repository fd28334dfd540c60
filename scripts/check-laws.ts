// Prints every law that is broken and where; silent when the house is in order.
import { root } from './child.ts'
import { checkLaws } from './laws.ts'

const violations = checkLaws(root)
for (const { law, path, detail } of violations) console.error(`${law}: ${path}: ${detail}`)
process.exitCode = violations.length > 0 ? 1 : 0
