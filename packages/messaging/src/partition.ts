/** How many partitions the embedded log has, and how many buckets an outbox. Changing it would break the order of what is stored. */
export const partitionCount = 8;

/** The partition of an aggregate: 32-bit FNV-1a of its id, so that it is the same in every process and every version. */
export function partitionOf(aggregateId: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < aggregateId.length; index++) {
    hash = Math.imul(hash ^ aggregateId.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) % partitionCount;
}
