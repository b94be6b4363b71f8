import { idPattern } from '@tradewind/contracts/ids';
import type { JobWorks } from '@tradewind/messaging';
import { z } from 'zod';
import type { MessageId } from '../message/message-store.ts';
import { sendMessage } from '../message/send-message.ts';
import { sweepOverdue } from '../message/sweep-overdue.ts';
import type { Context } from '../services.ts';

const sendData = z.object({ messageId: z.custom<MessageId>((value) => idPattern('message').test(String(value))) });

/** The jobs of this service: one that sends, and one that looks for messages whose job was lost. */
export function messageJobs(ctx: Context): JobWorks<Record<string, unknown>> {
  return {
    'send-message': { handle: (data) => sendMessage(ctx, sendData.parse(data).messageId), concurrency: 10 },
    'sweep-messages': { handle: () => sweepOverdue(ctx), everyMs: 5_000 },
  };
}
