import type { PromiseId } from '@vieraugen/policy/activity.ts'
import { promises, type PolicyPromise } from '@vieraugen/policy/promises.ts'
import { proofs, type Proof, type ProofId } from '@vieraugen/policy/proofs.ts'
import { Fail } from '@vieraugen/protocol/errors.ts'
import type { Base } from '../base/base.ts'
import { errorFacts } from '../base/log.ts'
import { appendEntry } from './commands.ts'
import type { Facts, Probes } from './probes.ts'
import { databaseFacts, lastEntries, lookAt, remembered } from './queries.ts'
import {
  base64,
  installationSigner,
  type Finding,
  Peak,
  type ProofState,
  publishedAge,
  type PublishedLine,
  type PublishedProof,
  rangeOf,
  type Result,
  type Signer,
  type Statement,
  statementHash,
  stateOf,
} from './rules.ts'

const day = 24 * 60 * 60 * 1000
/** Entries of the chain that are published: more than a year of days in which nothing happens. */
const publishedEntries = 500

const everyPromise = Object.entries<PolicyPromise>(promises) as [PromiseId, PolicyPromise][]
const everyProof = Object.entries<Proof>(proofs) as [ProofId, Proof][]

/** Looks at each promise at its time and remembers what it saw. The page reads from here and asks no database. */
export class ProofDesk {
  readonly #base: Base
  readonly #probes: Probes
  readonly #results = new Map<ProofId, Result>()
  readonly #peaks = new Map<ProofId, Peak>()
  readonly #brokenSince = new Map<ProofId, Date>()
  #database: Record<string, string> = {}
  #facts: Facts = { builtAt: null, drilledAt: null }
  #chain: PublishedProof['chain'] = []
  #running: Promise<number> | null = null

  constructor(base: Base, probes: Probes) {
    this.#base = base
    this.#probes = probes
  }

  /** Made anew each time: it follows the installation's keys when they are renewed, and is gone when they are withdrawn. */
  get #signer(): Signer {
    return installationSigner(this.#base)
  }

  /** One cycle: the checks that are due, or all. Never two at once. Answers how many promises changed their state. */
  cycle(which: 'due' | 'all' = 'due'): Promise<number> {
    this.#running ??= this.#cycle(which).finally(() => {
      this.#running = null
    })
    return this.#running
  }

  /** Resolves when no check runs. */
  async settled(): Promise<void> {
    await this.#running?.catch(() => undefined)
  }

  async #cycle(which: 'due' | 'all'): Promise<number> {
    // Without keys nothing can be signed, and every page says that the application is locked.
    if (this.#base.keys.isDark) return 0
    const now = this.#base.clock.now().getTime()
    const due = everyProof.filter(([id, { everySeconds }]) => {
      const last = this.#results.get(id)
      return which === 'all' || !last || now - last.at.getTime() >= everySeconds * 1000
    })
    if (due.length > 0) await this.#probes.ask()
    for (const [id] of due) {
      // One check that fails must not keep the others from looking; its own result grows stale.
      await this.#look(id).catch((error: unknown) =>
        this.#base.log.event('job.failed', { job: `proof ${id}`, err: errorFacts(error) }),
      )
    }
    this.#database = await databaseFacts(this.#base.db)
    this.#facts = await this.#probes.facts()
    return this.#record()
  }

  async #look(id: ProofId): Promise<void> {
    const look = (this.#probes.looks as Partial<Record<ProofId, () => Promise<Finding>>>)[id]
    const at = this.#base.clock.now()
    const found = await (look ? look() : lookAt(this.#base, id))
    const peak = this.#peaks.get(id) ?? new Peak()
    this.#peaks.set(id, peak)
    this.#results.set(id, { ...found, of: peak.with(found.of, at.getTime()), at })
    if (found.bad === 0) this.#brokenSince.delete(id)
    else if (!this.#brokenSince.has(id)) this.#brokenSince.set(id, at)
  }

  /** Writes down what changed, tells the operator of violations, and makes the checkpoint of the day. */
  async #record(): Promise<number> {
    const before = await remembered(this.#base.db, new Date(this.#base.clock.now().getTime() - day))
    const lines = this.#lines()
    const changed = lines.filter(({ promise, state }) => before.states[promise] !== state)
    const violated = lines.filter(({ state }) => state === 'violated').map(({ promise }) => promise)
    // The invented operator of the example has no mailbox.
    const tell = this.#base.cards.now.fictitious ? [] : violated.filter((promise) => !before.told.has(promise))
    if (changed.length > 0 || tell.length > 0 || !before.hasCheckpoint) {
      const kind = before.hasCheckpoint ? 'change' : 'checkpoint'
      await appendEntry(this.#base, this.#signer, { kind, lines, tell })
    }
    this.#chain = await lastEntries(this.#base.db, publishedEntries)
    return changed.length
  }

  /** Fails with `meetings-stopped` while a promise that stops meetings has been broken for too long. */
  refuseNewMeetings(): void {
    if (this.#stopped) throw new Fail('meetings-stopped')
  }

  get #stopped(): boolean {
    const now = this.#base.clock.now().getTime()
    return everyProof.some(([id, { stopsMeetingsAfterSeconds: seconds }]) => {
      const since = this.#brokenSince.get(id)
      return seconds !== undefined && since !== undefined && now - since.getTime() >= seconds * 1000
    })
  }

  stateOf(promise: PromiseId): ProofState {
    const { proof } = promises[promise]
    return stateOf(this.#results.get(proof) ?? null, proofs[proof], this.#base.clock.now())
  }

  #lines(): PublishedLine[] {
    return everyPromise.map(([promise, { proof }]) => {
      const result = this.#results.get(proof)
      return {
        promise,
        proof,
        state: this.stateOf(promise),
        bad: result ? rangeOf(result.bad) : null,
        of: result ? rangeOf(Math.max(result.of, result.bad)) : null,
        oldestSeconds: result ? publishedAge(result) : null,
        checkedAt: result?.at.toISOString() ?? null,
      }
    })
  }

  /** What is said at this instant. */
  statement(): Statement {
    const { config, clock, contentKeys } = this.#base
    const head = this.#chain.at(-1)
    return {
      origin: config.publicUrl.origin,
      build: config.build,
      builtAt: this.#facts.builtAt?.toISOString() ?? null,
      drilledAt: this.#facts.drilledAt?.toISOString() ?? null,
      at: clock.now().toISOString(),
      promises: this.#lines(),
      meetingsStopped: this.#stopped,
      keys: { place: contentKeys.place.memory ? 'memory' : 'disk' },
      database: this.#database,
      head: head ? { number: head.number, hash: head.hash } : null,
    }
  }

  get publicKey(): string {
    return base64(this.#signer.publicKey)
  }

  /** The same, signed, with the chain behind it. */
  published(): PublishedProof {
    const statement = this.statement()
    const signature = base64(this.#signer.sign(statementHash(statement)))
    return {
      statement: { ...statement, promises: [...statement.promises] },
      publicKey: this.publicKey,
      signature,
      chain: this.#chain,
    }
  }
}
