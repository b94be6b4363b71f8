import { TradewindError } from '@tradewind/contracts/errors';
import type { z } from 'zod';
import { repeatable } from '../screens/orders.ts';
import type { GatewayServices } from '../services.ts';
import { askServices } from './ask-services.ts';
import type { systemReplayed, systemReplayInput } from './schemas.ts';

/** Nothing of it is parked here; it may be elsewhere. */
function orNothing(error: unknown): null {
  if (error instanceof TradewindError && error.code === 'NOT_FOUND') return null;
  throw error;
}

/** Has parked events tried again in one service, or wherever they are. @throws NOT_FOUND when no service that answers has any of it */
export async function replayInServices(
  { clients }: Pick<GatewayServices, 'clients'>,
  { service, ...input }: z.infer<typeof systemReplayInput>,
): Promise<z.infer<typeof systemReplayed>> {
  const { answers, away } = await askServices(service, (name) =>
    clients[name].messages.replay.mutate(input, repeatable(input)).catch(orNothing),
  );
  const found = answers.flatMap(({ answer }) => answer ?? []);
  if (found.length === 0 && away.length === 0)
    throw new TradewindError('NOT_FOUND', 'Nothing of it is parked: it may have taken effect meanwhile.');
  return {
    aggregates: found.reduce((sum, { aggregates }) => sum + aggregates, 0),
    events: found.reduce((sum, { events }) => sum + events, 0),
    away,
  };
}
