import { z } from 'zod';
import { refundTo } from './credit.ts';
import { accessToken, idOf, instant, listOf, page, prose, quantity, repeatable, text } from './primitives.ts';

/** `received`: something of it came back, or need not, and waits for its money; `replaced`: it is sent anew instead; `closed`: ended without any, or with no more. */
export const returnStatus = z.enum(['requested', 'approved', 'rejected', 'cancelled', 'received', 'refunded', 'replaced', 'closed']);

export const returnReason = z.enum([
  'does_not_fit',
  'changed_mind',
  'damaged',
  'missing',
  'defective',
  'not_as_described',
  'wrong_item',
  'arrived_late',
  'other',
]);

export const returnItem = z.object({
  itemId: idOf('orderItem'),
  reason: returnReason,
  quantity: z.int(),
  /** Came back: as they were sent, or not to be sold again. */
  sellable: z.int(),
  damaged: z.int(),
  /** Need not come back to be paid for: staff have seen enough. */
  waived: z.int(),
  /** Of those that came back or need not, how many were paid back, or are about to be. */
  refunded: z.int(),
  /** Did not come, and is not waited for any more. */
  released: z.int(),
  /** Of those that came back or need not, how many are sent anew. */
  replaced: z.int(),
});

export const orderReturn = z.object({
  id: idOf('return'),
  orderId: idOf('order'),
  /** For people, and for the parcel: `TW-100042-R1`. */
  number: z.string(),
  status: returnStatus,
  items: z.array(returnItem),
  note: z.string().nullable(),
  /** Why it was rejected or closed. */
  decision: z.string().nullable(),
  pictures: z.array(idOf('returnPicture')),
  requestedAt: instant,
  /** The order that sends its pieces anew, if one does. */
  replacement: z.object({ id: idOf('order'), number: z.string() }).nullable(),
});

/** As an order, a return is reached by the guest's token, as its customer, or by staff. */
const orderKey = { orderId: idOf('order'), orderToken: accessToken.optional() };

/** Pictures that a return may have. */
export const maxPictures = 5;

export const requestReturnInput = z.object({
  ...orderKey,
  items: z
    .array(z.object({ itemId: idOf('orderItem'), quantity, reason: returnReason }))
    .min(1)
    .max(200),
  note: prose(1_000).optional(),
  /** Uploaded before, for this order. */
  pictures: z.array(idOf('returnPicture')).max(maxPictures).optional(),
  ...repeatable,
});

/** By staff, for a customer who has called or written. */
export const requestAnyReturnInput = requestReturnInput.omit({ orderToken: true, pictures: true });

export const orderReturnsInput = z.object(orderKey);

/** An order's returns, and what could still be asked for. */
export const orderReturns = z.object({
  items: z.array(orderReturn),
  /** By line, those of which there are any: they were sent, not too long ago, and are in no return. */
  returnable: z.array(z.object({ itemId: idOf('orderItem'), quantity: z.int() })),
  /** Days after its arrival in which a piece may be returned. */
  windowDays: z.int(),
});

const returnKey = { returnId: idOf('return') };
export const cancelReturnInput = z.object({ ...orderKey, ...returnKey, ...repeatable });

/** Bytes of a picture before they are written as base64. */
export const maxPictureBytes = 700_000;
export const addReturnPictureInput = z.object({
  ...orderKey,
  /** JPEG, PNG or WebP, in base64. */
  picture: z.base64().max(Math.ceil(maxPictureBytes / 3) * 4),
});
export const returnPictureInput = z.object({ ...orderKey, pictureId: idOf('returnPicture') });
/** WebP in base64, no wider or higher than 1280 pixels. */
export const returnPicture = z.object({ id: idOf('returnPicture'), picture: z.string() });

export const returnInput = z.object(returnKey);
export const staffReturnListInput = z.object({
  /** The number of a return or its order, or the beginning of either. */
  query: text(200, 0).optional(),
  status: returnStatus.optional(),
  ...page,
});
export const returnSummary = orderReturn
  .pick({ id: true, orderId: true, number: true, status: true, requestedAt: true })
  .extend({ customerName: z.string(), pieces: z.int(), reasons: z.array(returnReason) });
export const staffReturnList = listOf(returnSummary).extend({ total: z.int() });

export const approveReturnInput = z.object({ ...returnKey, ...repeatable });
/** Why, in words for the customer. */
export const decideReturnInput = z.object({ ...returnKey, reason: text(500), ...repeatable });

const pieces = z.int().min(0).max(999);
export const receiveReturnInput = z.object({
  ...returnKey,
  items: z
    .array(
      z
        .object({ itemId: idOf('orderItem'), sellable: pieces, damaged: pieces })
        .refine(({ sellable, damaged }) => sellable + damaged > 0, { path: ['sellable'], message: 'is nothing, and neither is damaged' }),
    )
    .min(1)
    .max(200),
  ...repeatable,
});

export const replaceReturnInput = z.object({ ...returnKey, ...repeatable });
export const waiveReturnInput = z.object({ ...returnKey, ...repeatable });
export const refundReturnInput = z.object({ ...returnKey, to: refundTo.optional(), ...repeatable });

export type ReturnStatus = z.infer<typeof returnStatus>;
export type ReturnReason = z.infer<typeof returnReason>;
export type ReturnItem = z.infer<typeof returnItem>;
export type OrderReturn = z.infer<typeof orderReturn>;
export type OrderReturns = z.infer<typeof orderReturns>;
export type ReturnSummary = z.infer<typeof returnSummary>;
