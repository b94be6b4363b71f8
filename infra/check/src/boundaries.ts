import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');
const cruiser = join(root, 'infra/check/node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');

/** Looks at who imports whom in a tree laid out as this one is. The text is empty when every import is allowed. */
export async function boundaryViolations(tree = root): Promise<string> {
  const rules = join(root, 'infra/check/src/boundaries.cjs');
  try {
    const folders = ['apps', 'services', 'packages', 'infra'];
    await run(process.execPath, [cruiser, ...folders, '--config', rules, '--output-type', 'err-long'], { cwd: tree, maxBuffer: 1 << 26 });
    return '';
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return `${stdout}${stderr}`.trim() || String(error);
  }
}
