import { createHash } from 'node:crypto';

/** A short name that is the same for one folder always, for what has to lie outside of it. */
export function folderName(folder: string): string {
  return createHash('sha256').update(folder).digest('hex').slice(0, 12);
}
