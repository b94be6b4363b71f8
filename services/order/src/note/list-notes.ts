import type { OrderId } from '@tradewind/contracts/ids';
import type { notes } from '@tradewind/contracts/schemas';
import { loadOrder } from '../order/order-store.ts';
import type { Services } from '../services.ts';
import { readNotes } from './note-store.ts';

/** What staff wrote about an order, the oldest first. @throws NOT_FOUND */
export async function listNotes(ctx: Services, { orderId }: { orderId: OrderId }): Promise<{ items: notes.Note[] }> {
  await loadOrder(ctx.db, orderId);
  return { items: await readNotes(ctx.db, orderId) };
}
