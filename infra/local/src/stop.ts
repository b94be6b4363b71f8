import { endProcesses, isAlive } from '@tradewind/backends';
import { dataFolder } from './paths.ts';
import { forgetState, readState } from './state.ts';

const folder = dataFolder();
const state = readState(folder);
if (!state) {
  console.log('Tradewind does not run here.');
} else {
  if (isAlive(state)) await endProcesses([state], { patienceMs: 60_000 });
  // Only there when `up` itself was killed.
  await endProcesses(state.processes);
  forgetState(folder);
  console.log('Tradewind has stopped.');
}
