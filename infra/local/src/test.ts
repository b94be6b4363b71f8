import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { SetupError } from '@tradewind/backends';
import { endToEnd } from './end-to-end.ts';
import { root } from './paths.ts';
import { addTallies, emptyTally, verdict, vitestSuite } from './suite.ts';

const started = performance.now();
/** How many of the steps are broken, each in one way; `npm run drill -- --saga` breaks all, in every way. */
const brokenSteps = '0.5';

function heading(text: string): void {
  console.log(`\n── ${text} (${((performance.now() - started) / 1000).toFixed(0)} s) ──`);
}

heading('Checks');
const checks = spawnSync(process.execPath, [join(root, 'infra/check/src/check.ts')], { cwd: root, stdio: 'inherit' });
let tally = checks.status === 0 ? { ...emptyTally, passed: 1 } : { ...emptyTally, failed: 1 };

heading('Services and packages');
tally = addTallies(tally, await vitestSuite('unit', ['--coverage']));

heading('Every step of every purchase, and a short drill');
tally = addTallies(tally, await vitestSuite('drill', ['--config', 'infra/drill/vitest.config.ts'], { SAGA_SHARE: brokenSteps }));

heading('The whole house');
try {
  tally = addTallies(tally, await endToEnd());
} catch (error) {
  console.error(error instanceof SetupError ? error.message : error);
  tally = addTallies(tally, { ...emptyTally, failed: 1 });
}

heading('Done');
const { lines, code } = verdict(tally, Boolean(process.env.CI));
console.log(lines.join('\n'));
process.exit(code);
