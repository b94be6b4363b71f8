import { TradewindError } from '@tradewind/contracts/errors';
import { type CartId, type DraftId, newId, type OrderId, type PromotionId } from '@tradewind/contracts/ids';
import type { drafts, order } from '@tradewind/contracts/schemas';
import { money } from '@tradewind/money';
import { onlyRow, type Sql } from '@tradewind/service';
import type { CartRow, VariantForSale } from '../cart/cart-store.ts';
import { findByCode } from '../promotion/promotion-store.ts';

/** A content with what its variants were when they were put in: shown if one is withdrawn meanwhile. Prices are always read anew. */
export interface StoredContent extends Omit<drafts.DraftContent, 'lines'> {
  readonly lines: readonly (drafts.DraftContent['lines'][number] & { readonly snapshot: VariantForSale })[];
}

export interface DraftRow {
  readonly id: DraftId;
  readonly cartId: CartId;
  readonly version: number;
  readonly cartStatus: CartRow['status'];
  readonly content: StoredContent;
  /** What it has become: the order that waits for its payment, or was paid for. */
  readonly order: { readonly id: OrderId; readonly number: string; readonly status: order.OrderStatus } | null;
  readonly changedAt: Date;
}

export function statusOf({ cartStatus, order: of }: Pick<DraftRow, 'cartStatus' | 'order'>): drafts.Draft['status'] {
  if (cartStatus === 'completed') return 'ordered';
  return of ? 'sent' : 'open';
}

const columns = `
  d.id, d.cart_id AS "cartId", c.version, c.status AS "cartStatus", d.content, d.changed_at AS "changedAt",
  (SELECT json_build_object('id', o.id, 'number', o.number, 'status', o.status) FROM orders o
    WHERE o.cart_id = c.id AND (o.status <> 'cancelled' OR c.status = 'completed') ORDER BY o.id DESC LIMIT 1) AS "order"`;
const loadText = `SELECT ${columns} FROM draft d JOIN cart c ON c.id = d.cart_id WHERE d.id = $1`;
const listText = `
  SELECT ${columns} FROM draft d JOIN cart c ON c.id = d.cart_id WHERE $1::text IS NULL OR d.id < $1 ORDER BY d.id DESC LIMIT $2`;

/** @throws NOT_FOUND */
export async function loadDraft(sql: Sql, id: DraftId): Promise<DraftRow> {
  const row = onlyRow(await sql.rows<DraftRow>(loadText, [id]));
  if (!row) throw new TradewindError('NOT_FOUND', 'There is no such draft.');
  return row;
}

/** The newest first. @param before an id that they are older than */
export function readDrafts(sql: Sql, { before, limit }: { before: string | null; limit: number }): Promise<DraftRow[]> {
  return sql.rows<DraftRow>(listText, [before, limit]);
}

/** A content as the cart that checkout works with. @param of its row; a new one's has never changed */
export async function cartOf(
  sql: Sql,
  content: StoredContent,
  of: { id: CartId; version: number; orderId: OrderId | null } = { id: newId('cart'), version: 0, orderId: null },
): Promise<CartRow> {
  const { currency, codes, lines } = content;
  const found = await Promise.all(codes.map((code) => findByCode(sql, code)));
  return {
    ...of,
    customerId: null,
    currency,
    status: 'open',
    lines: lines.map(({ variantId, quantity, snapshot, ownPrice }) => ({
      id: newId('cartItem'),
      variantId,
      quantity,
      snapshot,
      ownPrice: ownPrice ? money(ownPrice.amountMinor, currency) : undefined,
    })),
    promotions: [...new Map<PromotionId, CartRow['promotions'][number]>(found.flatMap((each) => (each ? [[each.id, each]] : []))).values()],
    giftCards: [],
    useStoreCredit: false,
  };
}

const cartText = 'INSERT INTO cart (id, currency, is_draft) VALUES ($1, $2, true)';

/** A cart of staff's own, for an order that is written at once. */
export async function insertDraftCart(sql: Sql, { id, currency }: Pick<CartRow, 'id' | 'currency'>): Promise<void> {
  await sql.rows(cartText, [id, currency]);
}

const insertText = `
  WITH made AS (INSERT INTO cart (id, currency, is_draft) VALUES ($2, $3, true) RETURNING id)
  INSERT INTO draft (id, cart_id, content, changed_by) SELECT $1, made.id, $4, $5 FROM made`;

export async function insertDraft(sql: Sql, id: DraftId, content: StoredContent, by: string): Promise<void> {
  await sql.rows(insertText, [id, newId('cart'), content.currency, JSON.stringify(content), by]);
}

/** A draft that nobody has changed or sent since it was seen. */
const held = `c.id = d.cart_id AND d.id = $1 AND c.version = $2 AND c.status = 'open' AND c.order_id IS NULL`;

const updateText = `
  WITH held AS (UPDATE cart c SET version = version + 1, currency = $3, updated_at = now() FROM draft d WHERE ${held} RETURNING c.id)
  UPDATE draft SET content = $4, changed_by = $5, changed_at = now() FROM held WHERE cart_id = held.id RETURNING draft.id`;

type Seen = Pick<DraftRow, 'id' | 'version'>;

/** @returns whether it was as it had been seen */
export async function updateDraft(sql: Sql, { id, version }: Seen, content: StoredContent, by: string): Promise<boolean> {
  return (await sql.rows(updateText, [id, version, content.currency, JSON.stringify(content), by])).length === 1;
}

const shellText = `
  WITH held AS (
    UPDATE cart c SET status = 'abandoned', updated_at = now() FROM draft d
    WHERE ${held} AND EXISTS (SELECT FROM orders o WHERE o.cart_id = c.id) RETURNING c.id)
  DELETE FROM draft USING held WHERE cart_id = held.id RETURNING draft.id`;
const deleteText = `DELETE FROM cart c USING draft d WHERE ${held} RETURNING c.id`;

/** Deletes it with its cart; of one that an order names a shell stays, since orders are kept. @returns whether it was as it had been seen */
export async function deleteDraft(sql: Sql, { id, version }: Seen): Promise<boolean> {
  if ((await sql.rows(shellText, [id, version])).length === 1) return true;
  return (await sql.rows(deleteText, [id, version])).length === 1;
}

export function draftHasMoved(): TradewindError {
  return new TradewindError('CONFLICT', 'The draft has changed since it was looked at.');
}
