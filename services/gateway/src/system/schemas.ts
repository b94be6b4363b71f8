import { serviceNames } from '@tradewind/contracts/permissions';
import { messages } from '@tradewind/contracts/schemas';
import { z } from 'zod';

/** Whoever has messages: every service but the gateway. */
export const messageService = z.enum(serviceNames).exclude(['gateway']);
export type MessageService = z.infer<typeof messageService>;

/** Services that did not answer: what is theirs is missing. */
const away = z.array(messageService);

export const systemOverview = z.object({
  services: z.array(
    z.object({
      service: z.enum(serviceNames),
      /** `not_ready` names what it lacks in `failing`; `away` gives no answer. */
      status: z.enum(['ready', 'not_ready', 'away']),
      failing: z.array(z.string()),
      /** Null for the gateway, and for a service that could not say. */
      messages: messages.overview.nullable(),
    }),
  ),
});

const ofService = { service: messageService };

export const systemDeadLetterListInput = messages.deadLetterListInput.extend({ service: messageService.optional() });
export const systemDeadLetterList = messages.deadLetterList.extend({ items: z.array(messages.deadLetter.extend(ofService)), away });

export const systemDeadLetterInput = z.object({ ...ofService, ...messages.deadLetterInput.shape });
export const systemDeadLetter = messages.deadLetterDetail.extend(ofService);

/** In one service, or wherever it is parked. */
export const systemReplayInput = messages.replayInput.safeExtend({ service: messageService.optional() });
export const systemReplayed = messages.replayed.extend({ away });

export const systemDiscardInput = messages.discardInput.extend(ofService);
export const systemReplaySpanInput = messages.replaySpanInput.extend(ofService);

export const systemActionListInput = messages.actionListInput.extend({ service: messageService.optional() });
export const systemActionList = z.object({
  items: z.array(z.intersection(messages.action, z.object(ofService))),
  nextCursor: z.string().nullable(),
  away,
});
