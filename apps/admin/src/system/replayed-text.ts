import type { Output } from '#gateway/procedures.ts';
import { count, listed, messageServiceNames } from './system-words.ts';

/** What the toast says after a replay was asked for. */
export function replayedText({ events, away }: Output<'admin.system.replay'>): string {
  const tried = events === 0 ? 'Nothing was parked' : `${count(events, 'event')} ${events === 1 ? 'is' : 'are'} tried now`;
  return away.length > 0 ? `${tried}. ${listed(away.map((name) => messageServiceNames[name]))} gave no answer` : tried;
}
