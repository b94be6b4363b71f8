import { TradewindError } from '@tradewind/contracts/errors';
import type { CartId, CreditAccountId, Id, OrderId, PromotionId, UserId, VariantId } from '@tradewind/contracts/ids';
import type { product, promotion } from '@tradewind/contracts/schemas';
import type { Currency, Money } from '@tradewind/money';
import { onlyRow, type Sql } from '@tradewind/service';
import type { z } from 'zod';
import { currentCustomer } from '../access.ts';
import { promotionJson, withInstants } from '../promotion/promotion-store.ts';
import { hashToken } from '../tokens.ts';

export type VariantForSale = z.infer<typeof product.variantForSale>;

export interface CartLine {
  readonly id: Id<'cartItem'>;
  readonly variantId: VariantId;
  readonly quantity: number;
  readonly snapshot: VariantForSale;
  /** What staff ask for a piece, instead of the shop's price. */
  readonly ownPrice?: Money | undefined;
}

export interface CartRow {
  readonly id: CartId;
  readonly customerId: UserId | null;
  readonly currency: Currency;
  readonly status: 'open' | 'completed' | 'merged' | 'abandoned';
  /** The order that is being paid for. */
  readonly orderId: OrderId | null;
  readonly version: number;
  readonly lines: readonly CartLine[];
  /** Those whose codes were entered, in that order. */
  readonly promotions: readonly promotion.Promotion[];
  /** The gift cards whose codes were entered, in that order, by the last four of the code. */
  readonly giftCards: readonly { readonly accountId: CreditAccountId; readonly lastFour: string }[];
  readonly useStoreCredit: boolean;
}

/** More products than this in one cart is no shopping; the services' schemas end at 200. */
export const maxLines = 100;

const linesOf = `
  COALESCE((SELECT json_agg(json_build_object('id', i.id, 'variantId', i.variant_id, 'quantity', i.quantity, 'snapshot', i.snapshot)
    ORDER BY i.added_at, i.id) FROM cart_item i WHERE i.cart_id = c.id), '[]') AS lines`;
const promotionsOf = `
  COALESCE((SELECT json_agg(${promotionJson} ORDER BY cp.added_at) FROM cart_promotion cp JOIN promotion p ON p.id = cp.promotion_id
    WHERE cp.cart_id = c.id), '[]') AS promotions`;
const columns = `c.id, c.customer_id AS "customerId", c.token_hash AS "tokenHash", c.currency, c.status, c.order_id AS "orderId", c.version,
  c.use_store_credit AS "useStoreCredit"`;

const giftCardsOf = `
  COALESCE((SELECT json_agg(json_build_object('accountId', g.account_id, 'lastFour', g.last_four) ORDER BY g.added_at)
    FROM cart_credit g WHERE g.cart_id = c.id), '[]') AS "giftCards"`;
const whole = `${columns}, ${linesOf}, ${promotionsOf}, ${giftCardsOf}`;

const loadText = `SELECT ${whole} FROM cart c WHERE c.id = $1`;
const openText = `SELECT ${whole} FROM cart c WHERE c.customer_id = $1 AND c.status = 'open'`;

type StoredCart = CartRow & { readonly tokenHash: Buffer | null };

function toCart<Row extends CartRow>(row: Row): Row {
  return { ...row, promotions: row.promotions.map(withInstants) };
}

export interface CartKey {
  readonly cartId: CartId;
  readonly cartToken?: string | undefined;
}

function opens(cart: StoredCart, token: string | undefined): boolean {
  if (cart.customerId !== null) return cart.customerId === currentCustomer();
  return token !== undefined && cart.tokenHash !== null && hashToken(token).equals(cart.tokenHash);
}

/** The cart of whoever calls. @throws NOT_FOUND also when it is somebody else's. */
export async function loadCart(sql: Sql, key: CartKey): Promise<CartRow> {
  const cart = onlyRow(await sql.rows<StoredCart>(loadText, [key.cartId]));
  if (!cart || !opens(cart, key.cartToken)) throw new TradewindError('NOT_FOUND', 'There is no such cart.');
  return toCart(cart);
}

/** As {@link loadCart}. @throws CART_COMPLETED when it was bought */
export async function loadOpenCart(sql: Sql, key: CartKey): Promise<CartRow> {
  const cart = await loadCart(sql, key);
  if (cart.status === 'completed') throw cartCompleted();
  return cart;
}

export function cartCompleted(): TradewindError {
  return new TradewindError('CART_COMPLETED', 'This cart was bought already.');
}

export async function findOpenCart(sql: Sql, customerId: UserId): Promise<CartRow | undefined> {
  const cart = onlyRow(await sql.rows<StoredCart>(openText, [customerId]));
  return cart && toCart(cart);
}

const insertText = `
  INSERT INTO cart (id, customer_id, token_hash, currency) VALUES ($1, $2, $3, $4)
  ON CONFLICT (customer_id) WHERE status = 'open' DO NOTHING RETURNING id`;

/** @returns false when the customer has an open cart already */
export async function insertCart(
  sql: Sql,
  cart: { id: CartId; customerId: UserId | null; tokenHash: Buffer | null; currency: Currency },
): Promise<boolean> {
  return (await sql.rows(insertText, [cart.id, cart.customerId, cart.tokenHash, cart.currency])).length === 1;
}

/**
 * Every change of lines begins with this update of the cart's row, so that changes of one cart happen one after the other. It
 * finds no row when the cart was bought or an order of it waits for its payment.
 */
const held = `
  WITH held AS (UPDATE cart SET version = version + 1, updated_at = now()
    WHERE id = $1 AND status = 'open' AND order_id IS NULL RETURNING id)`;

const addText = `${held}, changed AS (
    INSERT INTO cart_item (id, cart_id, variant_id, quantity, snapshot) SELECT $2, held.id, $3, $4, $5 FROM held
    ON CONFLICT (cart_id, variant_id) DO UPDATE
      SET quantity = least(999, cart_item.quantity + excluded.quantity), snapshot = excluded.snapshot RETURNING id)
  SELECT id FROM changed`;

const setText = `${held}, changed AS (
    UPDATE cart_item SET quantity = $3 FROM held WHERE cart_item.cart_id = held.id AND cart_item.id = $2 RETURNING cart_item.id)
  SELECT (SELECT count(*) FROM held) AS held, (SELECT count(*) FROM changed) AS changed`;

const removeText = `${held}, changed AS (
    DELETE FROM cart_item USING held WHERE cart_item.cart_id = held.id AND cart_item.id = $2 RETURNING cart_item.id)
  SELECT (SELECT count(*) FROM held) AS held, (SELECT count(*) FROM changed) AS changed`;

/** Adds pieces of a variant; those of the same variant come together, up to 999. @returns whether the cart could be changed */
export async function addLine(sql: Sql, cartId: CartId, line: CartLine): Promise<boolean> {
  return (await sql.rows(addText, [cartId, line.id, line.variantId, line.quantity, JSON.stringify(line.snapshot)])).length === 1;
}

/** Sets the pieces of a line; none takes it out. `line` is false when the cart has no such line. */
export async function setLine(
  sql: Sql,
  change: { cartId: CartId; itemId: string; quantity: number },
): Promise<{ cart: boolean; line: boolean }> {
  const { cartId, itemId, quantity } = change;
  const rows =
    quantity === 0
      ? await sql.rows<{ held: number; changed: number }>(removeText, [cartId, itemId])
      : await sql.rows<{ held: number; changed: number }>(setText, [cartId, itemId, quantity]);
  const row = onlyRow(rows);
  return { cart: row?.held === 1, line: row?.changed === 1 };
}

const addCodeText = `${held}, added AS (
    INSERT INTO cart_promotion (cart_id, promotion_id) SELECT held.id, $2 FROM held ON CONFLICT DO NOTHING)
  SELECT id FROM held`;

const removeCodeText = `${held}, removed AS (DELETE FROM cart_promotion USING held WHERE cart_id = held.id AND promotion_id = $2)
  SELECT id FROM held`;

/** @returns whether the cart could be changed */
export async function addCode(sql: Sql, cartId: CartId, promotionId: PromotionId): Promise<boolean> {
  return (await sql.rows(addCodeText, [cartId, promotionId])).length === 1;
}

/** @returns whether the cart could be changed */
export async function removeCode(sql: Sql, cartId: CartId, promotionId: PromotionId): Promise<boolean> {
  return (await sql.rows(removeCodeText, [cartId, promotionId])).length === 1;
}

const addCardText = `${held}, added AS (
    INSERT INTO cart_credit (cart_id, account_id, last_four) SELECT held.id, $2, $3 FROM held ON CONFLICT DO NOTHING)
  SELECT id FROM held`;

const removeCardText = `${held}, removed AS (DELETE FROM cart_credit USING held WHERE cart_id = held.id AND account_id = $2)
  SELECT id FROM held`;

const storeCreditText = `
  UPDATE cart SET use_store_credit = $2, version = version + 1, updated_at = now()
  WHERE id = $1 AND status = 'open' AND order_id IS NULL RETURNING id`;

/** @returns whether the cart could be changed */
export async function addGiftCard(sql: Sql, cartId: CartId, card: CartRow['giftCards'][number]): Promise<boolean> {
  return (await sql.rows(addCardText, [cartId, card.accountId, card.lastFour])).length === 1;
}

/** @returns whether the cart could be changed */
export async function removeGiftCard(sql: Sql, cartId: CartId, accountId: CreditAccountId): Promise<boolean> {
  return (await sql.rows(removeCardText, [cartId, accountId])).length === 1;
}

/** @returns whether the cart could be changed */
export async function setStoreCredit(sql: Sql, cartId: CartId, use: boolean): Promise<boolean> {
  return (await sql.rows(storeCreditText, [cartId, use])).length === 1;
}
