import { TradewindError } from '@tradewind/contracts/errors';
import { appendEvents } from '@tradewind/messaging';
import { composeMail } from '../mail/compose-mail.ts';
import { isRefusedForGood } from '../mail/mailer.ts';
import type { Context } from '../services.ts';
import { maskAddress } from './mask-address.ts';
import { claimMessage, isQueued, type MessageId, markSent, maxAttempts, noteFailure } from './message-store.ts';

/**
 * Sends a queued message: asks its subject's owner what it says and to whom, writes it, gives it to the mail server, and notes
 * that. Does nothing for one that is done. The Message-ID is the message's own, so that a mailbox can recognise the second of
 * two when this process died between the server's answer and the note.
 * @throws what stood in the way, when another attempt may succeed.
 */
export async function sendMessage(ctx: Context, messageId: MessageId): Promise<void> {
  const message = await claimMessage(ctx.db, messageId);
  if (message === undefined) {
    if (await isQueued(ctx.db, messageId)) throw new TradewindError('CONFLICT', 'The message is being sent.');
    return;
  }
  try {
    const { to, ...mail } = await composeMail(ctx, message);
    await ctx.mailer.send({ ...mail, to, messageId: `<${messageId}@tradewind>` });
    await ctx.db.transaction(async (sql) => {
      if (!(await markSent(sql, messageId, maskAddress(to)))) return;
      const { kind, subjectId } = message;
      await appendEvents(sql, [{ type: 'notification.sent', aggregateId: messageId, data: { messageId, kind, subjectId } }]);
    });
  } catch (error) {
    const hopeless = isHopeless(error);
    const final = hopeless || message.attempts >= maxAttempts;
    await noteFailure(ctx.db, messageId, { reason: reasonOf(error), final });
    ctx.log.warn({ messageId, attempt: message.attempts, final, reason: reasonOf(error) }, 'a message could not be sent');
    if (!final) throw error;
  }
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
