import { z } from 'zod';
import { text } from './primitives.ts';

/** A card that the processor keeps for a customer; this is all that is known of it here. */
export const savedCard = z.object({
  /** The processor's PaymentMethod. */
  id: z.string(),
  /** As the processor writes it: `visa`, `mastercard`, `amex`, … */
  brand: z.string(),
  lastFour: z.string(),
  expiresMonth: z.int().min(1).max(12),
  expiresYear: z.int(),
});
/** The newest first, each card once. */
export const savedCards = z.object({ items: z.array(savedCard) });

export const prepareCardInput = z.object({
  /** Of the payment that is to be paid: whoever has it may pay. */
  clientSecret: text(200).regex(/^pi_\w+_secret_\w+$/, 'is no client secret'),
  /** Whether the card that pays it is kept. */
  save: z.boolean(),
});
export const preparedCard = z.object({ saves: z.boolean() });

export const savedCardInput = z.object({ id: text(100).regex(/^pm_\w+$/, 'is no card') });

export type SavedCards = z.infer<typeof savedCards>;
