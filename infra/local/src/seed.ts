import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SetupError } from '@tradewind/backends';
import { root } from './paths.ts';
import type { ProcessSpec } from './processes.ts';
import type { DatabaseName } from './settings.ts';

const run = promisify(execFile);

async function command(script: string, args: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  try {
    await run(process.execPath, [join(root, script), ...args], { env: environment, maxBuffer: 1 << 26 });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new SetupError(`${script} failed:\n${`${stdout}${stderr}`.trim().split('\n').slice(-12).join('\n')}`);
  }
}

/** Fills databases that are empty with the demo accounts and the demo catalogue; full ones are left as they are. */
export async function seed(folder: string, databases: Record<DatabaseName, string>, specs: readonly ProcessSpec[]): Promise<void> {
  const common = specs[0]?.environment ?? {};
  const catalogue = common.CATALOGUE_DIR ?? join(folder, 'catalogue');
  await Promise.all([
    command('services/user/src/seed.ts', [], { ...common, USER_DATABASE_URL: databases.user }),
    (async () => {
      await command('infra/catalogue/src/write.ts', [catalogue], common);
      await command('services/product/src/seed.ts', [], { ...common, PRODUCT_DATABASE_URL: databases.product, CATALOGUE_DIR: catalogue });
    })(),
  ]);
}
