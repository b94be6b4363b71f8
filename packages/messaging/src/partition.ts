/** How many partitions the embedded log and a new topic have, and how many buckets an outbox. Changing it would break the order of what is stored. */
export const partitionCount = 8;

/** 32-bit FNV-1a of an aggregate's id, so that it is the same in every process and every version. */
export function hashOf(aggregateId: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < aggregateId.length; index++) {
    hash = Math.imul(hash ^ aggregateId.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** The partition of an aggregate in the embedded log, and its bucket in an outbox. */
export function partitionOf(aggregateId: string): number {
  return hashOf(aggregateId) % partitionCount;
}
