import { openBus, replaySpan as replay } from '@tradewind/messaging';
import { createLogger } from '@tradewind/service';
import { inService } from './each-service.ts';
import { clockOf, isUnsettled, notWaited, progressText, untilTried } from './progress.ts';
import type { Reach } from './reach.ts';
import { actor, type Of, type Told } from './told.ts';
import { plural } from './words.ts';

/** Has the events of a span of time take effect in a service. @throws TradewindError for a span that cannot be replayed */
export async function replaySpan(reach: Reach, command: Of<'replay-span'>): Promise<Told> {
  const { service, from, to, types, again, wait } = command;
  const bus = await openBus({ service, ...reach.bus, log: createLogger({ service: 'messages', level: 'silent' }) });
  try {
    return await inService(reach, service, async (db) => {
      const since = await clockOf(db);
      const answer = await replay({ db, bus, actor }, { from, to, types, again });
      const progress = wait && answer.parked > 0 ? await untilTried(db, { since }) : null;
      const told = [
        `${service}: ${plural(answer.parked, 'event')} between ${answer.from} and ${answer.to} to take effect.`,
        `${plural(answer.known, 'event')} ${again ? 'parked already' : 'settled or parked already'}, ${answer.foreign.toLocaleString('en')} of other types.`,
      ];
      if (progress) told.push(`Of those parked, ${progressText(progress)}.`);
      else if (answer.parked > 0) told.push(notWaited);
      return { text: told.join('\n'), value: { service, ...answer, ...progress }, troubles: [], failed: isUnsettled(progress) };
    });
  } finally {
    await bus.close();
  }
}
