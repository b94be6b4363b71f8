import { newId } from '@tradewind/contracts/ids';
import type { product } from '@tradewind/contracts/schemas';
import type { z } from 'zod';
import type { Services } from '../services.ts';
import { toImage } from './media-url.ts';
import { storePicture } from './store-picture.ts';

/**
 * Takes a picture in, for products to show.
 * @param input.alt what somebody hears who cannot see it
 * @throws INVALID_INPUT naming `file` when it is not a picture
 */
export async function uploadMedia(
  { prisma, mediaDir, publicApiUrl }: Pick<Services, 'prisma' | 'mediaDir' | 'publicApiUrl'>,
  input: { bytes: Buffer; alt: string },
): Promise<z.infer<typeof product.media>> {
  const stored = await storePicture(mediaDir, input.bytes);
  const id = newId('media');
  await prisma.media.create({ data: { id, ...stored, alt: input.alt } });
  return { id, ...toImage(publicApiUrl, { ...stored, alt: input.alt }) };
}
