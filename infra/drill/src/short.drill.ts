import { MissingBackendError } from '@tradewind/backends';
import { expect, it } from 'vitest';
import { conductDrill } from './conduct-drill.ts';
import { optionsFrom } from './options.ts';
import { type Profile, victimsOf } from './plan/kills.ts';

/** Every process is ended once, some two minutes of buying and a minute of rest. `DRILL_SEED` repeats a plan. */
function short(profile: Profile): Promise<boolean> {
  const seed = process.env.DRILL_SEED === undefined ? [] : ['--seed', process.env.DRILL_SEED];
  const kills = String(victimsOf(profile).length);
  return conductDrill(optionsFrom(['--profile', profile, '--checkouts', '250', '--rate', '3', '--kills', kills, ...seed]));
}

it('a shop loses nothing when each of its processes is ended under load', async ({ skip }) => {
  try {
    expect(await short('full')).toBe(true);
  } catch (error) {
    if (!(error instanceof MissingBackendError)) throw error;
    expect(await short('embedded')).toBe(true);
    skip(`Only the embedded profile was drilled. ${error.message}`);
  }
});
