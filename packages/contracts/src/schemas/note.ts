import { z } from 'zod';
import { idOf, instant, prose, repeatable, text } from './primitives.ts';

/** What staff write down about an order, for each other. */
export const note = z.object({
  id: idOf('note'),
  orderId: idOf('order'),
  author: z.object({ id: idOf('user'), name: z.string() }),
  text: z.string(),
  at: instant,
});

export const notesInput = z.object({ orderId: idOf('order') });
/** The oldest first. */
export const noteList = z.object({ items: z.array(note) });

export const addNoteInput = z.object({
  orderId: idOf('order'),
  text: prose(2_000).refine((value) => value !== '', 'is empty'),
  /** How the author is called now; who it is, is whose call it is. */
  authorName: text(120),
  ...repeatable,
});

export type Note = z.infer<typeof note>;
