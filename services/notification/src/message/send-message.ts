import { TradewindError } from '@tradewind/contracts/errors';
import { appendEvents } from '@tradewind/messaging';
import { composeMail } from '../mail/compose-mail.ts';
import { isRefusedForGood } from '../mail/mailer.ts';
import type { Context } from '../services.ts';
import { maskAddress } from './mask-address.ts';
import { claimMessage, dropMessage, type MessageId, markSent, maxAttempts, noteFailure, type QueuedMessage } from './message-store.ts';

const firstPauseMs = 2_000;
const longestPauseMs = 600_000;

/**
 * Sends a queued message: asks its subject's owner what it says and to whom, writes it, gives it to the mail server, and notes
 * that. Does nothing for one that is done or under way; one that nobody wants is forgotten. What stands in the way is noted, and another attempt follows after a pause
 * that doubles each time. The Message-ID is the message's own, so that a mailbox can recognise the second of two when this process
 * died between the server's answer and the note.
 */
export async function sendMessage(ctx: Context, messageId: MessageId): Promise<void> {
  const message = await claimMessage(ctx.db, messageId);
  if (message === undefined) return;
  try {
    const mail = await composeMail(ctx, message);
    if (!mail) return await dropMessage(ctx.db, messageId);
    await ctx.mailer.send({ ...mail, messageId: `<${messageId}@tradewind>` });
    await noteSent(ctx, message, mail.to);
  } catch (error) {
    const { attempts } = message;
    const reason = reasonOf(error);
    const isLast = isHopeless(error) || attempts >= maxAttempts;
    const nextInMs = isLast ? null : Math.min(firstPauseMs * 2 ** (attempts - 1), longestPauseMs);
    await noteFailure(ctx.db, messageId, { reason, nextInMs });
    ctx.log.warn({ messageId, attempts, reason, nextInMs }, 'a message could not be sent');
    if (nextInMs !== null) await ctx.jobs.enqueue('send-message', { messageId }, { delayMs: nextInMs });
  }
}

async function noteSent(ctx: Context, message: QueuedMessage, to: string): Promise<void> {
  const { id: messageId, kind, subjectId } = message;
  await ctx.db.transaction(async (sql) => {
    if (!(await markSent(sql, messageId, maskAddress(to)))) return;
    await appendEvents(sql, [{ type: 'notification.sent', aggregateId: messageId, data: { messageId, kind, subjectId } }]);
  });
}

/** Whether trying again is of no use: the subject is gone, or the mail server refused this mail for good. */
function isHopeless(error: unknown): boolean {
  return (error instanceof TradewindError && error.code === 'NOT_FOUND') || isRefusedForGood(error);
}

/** A code, never the text of an error: that of a mail server may hold the address. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
