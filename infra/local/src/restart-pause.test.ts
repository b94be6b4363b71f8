import { expect, it } from 'vitest';
import { createRestartPause } from './restart-pause.ts';

it('grows while a process ends soon after each start, to ten seconds at most', () => {
  const pause = createRestartPause();
  expect(Array.from({ length: 9 }, () => pause.after(50))).toEqual([200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000, 10_000]);
});

it('is short again for a process that had run for half a minute', () => {
  const pause = createRestartPause();
  pause.after(50);
  pause.after(50);
  expect([pause.after(30_000), pause.after(29_999), pause.after(3_600_000)]).toEqual([200, 400, 200]);
});
