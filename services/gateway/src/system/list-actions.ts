import type { messages } from '@tradewind/contracts/schemas';
import type { z } from 'zod';
import type { GatewayServices } from '../services.ts';
import { mergedPage } from './merged-page.ts';
import type { systemActionList, systemActionListInput } from './schemas.ts';

/** What people did to events of a service or of all, newest first. @throws INVALID_INPUT naming `cursor` */
export async function listSystemActions(
  { clients }: Pick<GatewayServices, 'clients'>,
  { service, cursor, limit }: z.infer<typeof systemActionListInput>,
): Promise<z.infer<typeof systemActionList>> {
  const { items, nextCursor, away } = await mergedPage<messages.Action, messages.ActionList>({
    service,
    cursor,
    limit,
    read: (name, page, signal) => clients[name].messages.actions.query(page, { signal }),
    isBefore: (one, other) => one.at > other.at,
  });
  return { items, nextCursor, away };
}
