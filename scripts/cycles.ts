/** One circle of each knot in a directed graph, beginning with its alphabetically first member. An edge to itself is none. */
export function findCycles(edges: [string, string][]): string[][] {
  const next = new Map<string, Set<string>>()
  for (const [from, to] of edges) if (from !== to) next.set(from, (next.get(from) ?? new Set()).add(to))
  const told = new Set<string>()
  const cycles: string[][] = []
  for (const start of [...next.keys()].sort()) {
    const cycle = told.has(start) ? undefined : wayBack(start, next)
    if (!cycle) continue
    cycles.push(cycle)
    for (const member of cycle) told.add(member)
  }
  return cycles
}

/** The shortest way from a node back to itself, by breadth. */
function wayBack(start: string, next: Map<string, Set<string>>): string[] | undefined {
  const cameFrom = new Map<string, string>()
  const queue = [start]
  for (const node of queue) {
    for (const neighbour of next.get(node) ?? []) {
      if (neighbour === start) return pathTo(node, cameFrom)
      if (cameFrom.has(neighbour)) continue
      cameFrom.set(neighbour, node)
      queue.push(neighbour)
    }
  }
  return undefined
}

function pathTo(node: string, cameFrom: Map<string, string>): string[] {
  const before = cameFrom.get(node)
  return before === undefined ? [node] : [...pathTo(before, cameFrom), node]
}
