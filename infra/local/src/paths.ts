import { createHash } from 'node:crypto';
import { resolve } from 'node:path';

/** The clone. */
export const root = resolve(import.meta.dirname, '../../..');

/** Data, logs and generated secrets of one installation. Another folder is another installation, with ports of its own. */
export function dataFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return resolve(root, environment.TRADEWIND_DATA_DIR ?? '.tradewind');
}

/** A short name that is the same for one folder always, for what has to lie outside of it. */
export function folderName(folder: string): string {
  return createHash('sha256').update(folder).digest('hex').slice(0, 12);
}
