import { notes } from '@tradewind/contracts/schemas';
import type { z } from 'zod';
import type { GatewayServices } from '../services.ts';
import { repeatable } from './orders.ts';

export const newNoteInput = notes.addNoteInput.omit({ authorName: true });

/** Writes a note under the name of who is signed in, which the user service knows. */
export async function addNote({ clients }: Pick<GatewayServices, 'clients'>, input: z.infer<typeof newNoteInput>): Promise<notes.Note> {
  const { name: authorName } = await clients.user.account.me.query();
  return clients.order.staff.addNote.mutate({ ...input, authorName }, repeatable(input));
}
