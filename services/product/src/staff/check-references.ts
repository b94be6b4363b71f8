import type { Id } from '@tradewind/contracts/ids';
import type { Prisma } from '../generated/prisma/client.ts';
import { refuse } from './refuse.ts';

/** @throws INVALID_INPUT naming `categoryId` or the media that do not exist */
export async function checkReferences(
  tx: Prisma.TransactionClient,
  { categoryId, mediaIds = [] }: { categoryId?: Id<'category'> | null; mediaIds?: readonly Id<'media'>[] },
): Promise<void> {
  if (categoryId && !(await tx.category.findUnique({ where: { id: categoryId }, select: { id: true } }))) {
    refuse([{ path: 'categoryId', message: 'is not a category of this shop' }]);
  }
  if (mediaIds.length === 0) return;
  refuse(
    mediaIds.flatMap((id, index) => (mediaIds.indexOf(id) < index ? [{ path: `mediaIds.${index}`, message: 'is there already' }] : [])),
  );
  const known = new Set((await tx.media.findMany({ where: { id: { in: [...mediaIds] } }, select: { id: true } })).map((media) => media.id));
  refuse(mediaIds.flatMap((id, index) => (known.has(id) ? [] : [{ path: `mediaIds.${index}`, message: 'is not a picture of this shop' }])));
}
