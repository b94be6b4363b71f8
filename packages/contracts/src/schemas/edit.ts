import { z } from 'zod';
import { totals } from './order.ts';
import { address, idOf, money, quantity, repeatable } from './primitives.ts';
import { image } from './product.ts';

/** How many pieces a line is to have, of which nothing was shipped or given back; none removes it. */
const wantedItems = z
  .array(z.object({ itemId: idOf('orderItem'), quantity: z.int().min(0).max(999) }))
  .max(200)
  .default([]);
/** Variants that the order has not. */
const addedItems = z
  .array(z.object({ variantId: idOf('variant'), quantity }))
  .max(50)
  .default([]);

const changes = { orderId: idOf('order'), items: wantedItems, added: addedItems };

export const previewEditInput = z.object(changes);

/** A line as it would be. */
export const editedLine = z.object({
  /** Null for one that is added. */
  itemId: idOf('orderItem').nullable(),
  variantId: idOf('variant'),
  sku: z.string(),
  title: z.string(),
  variantTitle: z.string(),
  image: image.nullable(),
  quantityBefore: z.int(),
  quantity: z.int(),
  /** Whether it can be changed: nothing of it was shipped or given back. */
  isOpen: z.boolean(),
  /** How many more could be had just now; null where none are asked for. */
  available: z.int().nullable(),
  unitPrice: money,
  /** Pieces times their price, before the discount. */
  total: money,
  discount: money,
  tax: money,
});

/** What an edit would come to, if it were made now. */
export const editPreview = z.object({
  orderId: idOf('order'),
  /** Of the order as it was looked at; grows with each thing that happens to it. */
  version: z.int(),
  lines: z.array(editedLine),
  totals: totals.omit({ paid: true, refunded: true }),
  /** The new total less the one of now; negative when something goes back, else what its customer is to pay first. */
  difference: money,
  /** What goes back, at most what is left of what was paid. */
  refund: money,
});

export const editOrderInput = z.object({
  ...changes,
  /** In the same country and region, since prices and taxes are the place's. */
  shippingAddress: address.optional(),
  /** Of the preview. */
  version: z.int().min(0),
  /** The total of the preview: when the order would cost anything else, nothing is changed. */
  expectedTotal: money,
  ...repeatable,
});

/** While the edit waits for its payment. */
export const withdrawEditInput = z.object({ orderId: idOf('order'), editId: idOf('orderEdit'), ...repeatable });

export type EditPreview = z.infer<typeof editPreview>;
export type PreviewEditInput = z.infer<typeof previewEditInput>;
export type EditOrderInput = z.infer<typeof editOrderInput>;
