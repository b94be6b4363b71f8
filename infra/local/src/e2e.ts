import { parseArgs } from 'node:util';
import { SetupError } from '@tradewind/backends';
import { endToEnd } from './end-to-end.ts';

const { positionals } = parseArgs({ allowPositionals: true, strict: false });
const [first, ...rest] = positionals;
const only = first === 'platform' || first === 'browser' ? first : undefined;

try {
  const { passed, failed, skipped } = await endToEnd(only, only ? rest : positionals);
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exit(failed === 0 ? 0 : 1);
} catch (error) {
  console.error(error instanceof SetupError ? error.message : error);
  process.exit(1);
}
