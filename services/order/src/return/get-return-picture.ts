import { TradewindError } from '@tradewind/contracts/errors';
import type { Id } from '@tradewind/contracts/ids';
import type { returns } from '@tradewind/contracts/schemas';
import type { z } from 'zod';
import { type OrderKey, openOrder } from '../order/open-order.ts';
import type { Services } from '../services.ts';
import { findPicture } from './picture-store.ts';

/** A picture of a return, for whoever may see its order. @throws NOT_FOUND */
export async function getReturnPicture(
  ctx: Services,
  input: OrderKey & { pictureId: Id<'returnPicture'> },
): Promise<z.infer<typeof returns.returnPicture>> {
  const { id: orderId } = await openOrder(ctx, input);
  const picture = await findPicture(ctx.db, orderId, input.pictureId);
  if (!picture) throw new TradewindError('NOT_FOUND', 'There is no such picture.');
  return { id: input.pictureId, picture: picture.toString('base64') };
}
