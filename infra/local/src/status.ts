import { isAlive } from '@tradewind/backends';
import { dataFolder } from './paths.ts';
import { type ProcessState, readState } from './state.ts';

/** How a process feels, in its own words. */
async function feeling(process: ProcessState): Promise<string> {
  if (!isAlive(process)) return 'gone';
  if (process.health === null) return 'runs';
  try {
    const answer = await fetch(process.health, { signal: AbortSignal.timeout(3_000) });
    return answer.ok ? 'ready' : `not ready: ${(await answer.text()).slice(0, 200)}`;
  } catch {
    return 'does not answer';
  }
}

const state = readState(dataFolder());
if (!state || !isAlive(state)) {
  console.log('Tradewind does not run here. `npm run up` starts it.');
  process.exit(1);
}
const rows = await Promise.all(state.processes.map(async (process) => ({ ...process, feels: await feeling(process) })));
const nameWidth = Math.max(...rows.map(({ name }) => name.length)) + 2;
const addressWidth = Math.max(...rows.map(({ address }) => address.length)) + 2;
console.log(`Tradewind ${state.ready ? 'runs' : 'is starting'}, since ${state.startedAt} (process ${state.pid})\n`);
for (const { name, address, pid, startedAt, restarts, feels } of rows) {
  const again = restarts > 0 ? `, started again ${restarts} times` : '';
  console.log(
    `  ${name.padEnd(nameWidth)}${address.padEnd(addressWidth)}process ${String(pid).padEnd(9)}since ${startedAt}  ${feels}${again}`,
  );
}
process.exit(rows.every(({ feels }) => feels === 'ready' || feels === 'runs') ? 0 : 1);
