import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Generates the Prisma client of each service whose schema changed since the last time. Part of install. The CLI insists on
 * a schema engine although `generate` never runs one, so it is shown this program instead of being let download it.
 */
const root = join(import.meta.dirname, '../../..');
const stamps = join(root, 'node_modules/.cache/tradewind');
mkdirSync(stamps, { recursive: true });

for (const service of readdirSync(join(root, 'services'))) {
  const schema = join(root, 'services', service, 'prisma/schema.prisma');
  if (!existsSync(schema)) continue;
  const stamp = join(stamps, `prisma-${service}`);
  const hash = createHash('sha256').update(readFileSync(schema)).digest('hex');
  const generated = join(root, 'services', service, 'src/generated/prisma/client.ts');
  if (existsSync(generated) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) continue;
  execFileSync(process.execPath, [join(root, 'services', service, 'node_modules/prisma/build/index.js'), 'generate', '--schema', schema], {
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  writeFileSync(stamp, hash);
}
