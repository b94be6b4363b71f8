import { TradewindError } from '@tradewind/contracts/errors';
import { notification as schemas } from '@tradewind/contracts/schemas';
import type { z } from 'zod';
import type { Services } from '../services.ts';

const select = {
  id: true,
  kind: true,
  maskedRecipient: true,
  subjectId: true,
  status: true,
  attempts: true,
  createdAt: true,
  sentAt: true,
} as const;

/**
 * Messages for staff, newest first, with masked recipients; that of one that was never composed is empty.
 * @throws INVALID_INPUT for a cursor that is no message's id.
 */
export async function listMessages(
  ctx: Pick<Services, 'prisma'>,
  input: z.infer<typeof schemas.messageListInput>,
): Promise<z.infer<typeof schemas.messageList>> {
  const { subjectId, cursor, limit } = input;
  if (cursor !== undefined && !schemas.message.shape.id.safeParse(cursor).success) {
    throw new TradewindError('INVALID_INPUT', 'The cursor is not one of ours.', {
      errors: [{ path: 'cursor', message: 'is not a cursor' }],
    });
  }
  // Ids sort by time, so the last one of a page says where the next begins.
  const rows = await ctx.prisma.message.findMany({
    where: { subjectId, id: cursor === undefined ? undefined : { lt: cursor } },
    orderBy: { id: 'desc' },
    take: limit + 1,
    select,
  });
  const items = rows.slice(0, limit).map(({ maskedRecipient, createdAt, sentAt, ...row }) =>
    schemas.message.parse({
      ...row,
      recipient: maskedRecipient ?? '',
      createdAt: createdAt.toISOString(),
      sentAt: sentAt?.toISOString() ?? null,
    }),
  );
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
