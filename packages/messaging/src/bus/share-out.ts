export interface Member {
  readonly id: string;
  readonly topics: readonly string[];
}

/** Partitions per topic. */
export type Assignment = Record<string, number[]>;

/**
 * Shares the partitions of each topic evenly among the members that hear it. While a version with another topic is rolled out,
 * nobody is given what it does not hear.
 * @param partitions how many each topic has.
 */
export function shareOut(members: readonly Member[], partitions: ReadonlyMap<string, number>): Map<string, Assignment> {
  const sorted = [...members].sort((a, b) => (a.id < b.id ? -1 : 1));
  const shares = new Map<string, Assignment>(sorted.map(({ id }) => [id, {}]));
  let turn = 0;
  for (const [topic, count] of [...partitions].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const hearing = sorted.filter(({ topics }) => topics.includes(topic));
    for (let partition = 0; partition < count && hearing.length > 0; partition++) {
      const share = shares.get(hearing[turn % hearing.length]?.id ?? '');
      if (share) {
        share[topic] = [...(share[topic] ?? []), partition];
      }
      turn += 1;
    }
  }
  return shares;
}
