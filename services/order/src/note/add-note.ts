import { newId, type OrderId } from '@tradewind/contracts/ids';
import type { notes } from '@tradewind/contracts/schemas';
import { repeatable, requireCustomer } from '../access.ts';
import { lockOrder } from '../order/order-store.ts';
import type { Services } from '../services.ts';
import { insertNote, loadNote } from './note-store.ts';

interface NoteInput {
  readonly orderId: OrderId;
  readonly text: string;
  readonly authorName: string;
  readonly idempotencyKey?: string | undefined;
}

/** Writes a note of the caller's about an order, for staff to read; nobody changes it afterwards. Repeatable with a key. @throws NOT_FOUND */
export function addNote(ctx: Services, input: NoteInput): Promise<notes.Note> {
  const { orderId, text, authorName } = input;
  return repeatable(ctx.db, { procedure: 'staff.addNote', scope: orderId, input }, async (claim) => {
    if (claim.resource !== null) return loadNote(ctx.db, claim.resource);
    const id = newId('note');
    await ctx.db.transaction(async (sql) => {
      await lockOrder(sql, orderId);
      await insertNote(sql, { id, orderId, authorId: requireCustomer(), authorName, text });
      await claim.attach(sql, id);
    });
    return loadNote(ctx.db, id);
  });
}
