import { TradewindError } from '@tradewind/contracts/errors';
import { newId } from '@tradewind/contracts/ids';
import { returns } from '@tradewind/contracts/schemas';
import sharp from 'sharp';
import type { z } from 'zod';
import { invalid } from '../access.ts';
import { type OrderKey, openOwnOrder } from '../order/open-order.ts';
import { lockOrder } from '../order/order-store.ts';
import type { Services } from '../services.ts';
import { insertPicture } from './picture-store.ts';

/** Pixels, each way. */
const side = 1_280;
/** A small file may unpack into a huge picture; this is as much as is unpacked. */
const maxPixels = 50_000_000;
/** Twice what a return may have, for who thinks better of some. */
const unused = 2 * returns.maxPictures;

/** As WebP, without what it was beside its pixels: camera, place, owner. @throws INVALID_INPUT naming `picture` */
async function toWebp(bytes: Buffer): Promise<Buffer> {
  try {
    return await sharp(bytes, { limitInputPixels: maxPixels })
      .autoOrient()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 })
      .toBuffer();
  } catch {
    throw invalid('picture', 'is not a picture that can be read');
  }
}

/**
 * Takes a picture of what is to be returned, for the request that follows within a day.
 * @param input.picture JPEG, PNG or WebP in base64
 * @throws NOT_FOUND; INVALID_INPUT naming `picture`; CONFLICT when too many wait for a request already
 */
export async function addReturnPicture(
  ctx: Services,
  input: OrderKey & { picture: string },
): Promise<z.infer<typeof returns.returnPicture>> {
  const { id: orderId } = await openOwnOrder(ctx, input);
  const picture = await toWebp(Buffer.from(input.picture, 'base64'));
  const id = newId('returnPicture');
  const isKept = await ctx.db.transaction(async (sql) => {
    await lockOrder(sql, orderId);
    return insertPicture(sql, { id, orderId, picture, unused });
  });
  if (!isKept) throw new TradewindError('CONFLICT', 'There are more pictures than a return may have.');
  return { id, picture: picture.toString('base64') };
}
