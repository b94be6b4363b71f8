import { createHash } from 'node:crypto';

/** A number from 0 to 1 that is the same for the same text each time. */
export function chance(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}

/** Opening stock of a variant: plenty of most, 1 to 40 of about one in six, none of about one in thirty. */
export function openingStock(sku: string): number {
  const kind = chance(`kind ${sku}`);
  const share = chance(`count ${sku}`);
  if (kind < 0.033) return 0;
  if (kind < 0.2) return 1 + Math.floor(share * 40);
  return 80 + Math.floor(share * 900);
}
