import { resolve } from 'node:path';

/** The clone. */
export const root = resolve(import.meta.dirname, '../../..');

/** Data, logs and generated secrets of one installation. Another folder is another installation, with ports of its own. */
export function dataFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return resolve(root, environment.TRADEWIND_DATA_DIR ?? '.tradewind');
}
