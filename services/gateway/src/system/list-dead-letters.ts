import type { messages } from '@tradewind/contracts/schemas';
import type { z } from 'zod';
import type { GatewayServices } from '../services.ts';
import { mergedPage } from './merged-page.ts';
import type { systemDeadLetterList, systemDeadLetterListInput } from './schemas.ts';

/** Parked events of a service or of all, those that were parked first first. @throws INVALID_INPUT naming `cursor` */
export async function listSystemDeadLetters(
  { clients }: Pick<GatewayServices, 'clients'>,
  { service, cursor, limit, ...filter }: z.infer<typeof systemDeadLetterListInput>,
): Promise<z.infer<typeof systemDeadLetterList>> {
  const { answers, ...page } = await mergedPage<messages.DeadLetter, messages.DeadLetterList>({
    service,
    cursor,
    limit,
    read: (name, part, signal) => clients[name].messages.deadLetters.query({ ...filter, ...part }, { signal }),
    isBefore: (one, other) => one.parkedAt < other.parkedAt,
  });
  return { ...page, total: answers.reduce((sum, { total }) => sum + total, 0) };
}
