import type { OrderId, PromotionId } from '@tradewind/contracts/ids';
import type { promotion as schemas } from '@tradewind/contracts/schemas';
import { onlyRow, type Sql } from '@tradewind/service';

type Promotion = schemas.Promotion;

/** A promotion as one JSON value; `p` is its row. */
export const promotionJson = `json_build_object(
  'id', p.id, 'name', p.name, 'code', p.code, 'isActive', p.is_active, 'effect', p.effect, 'scope', p.scope,
  'conditions', json_build_object('minimumSpendMinor', p.minimum_spend, 'firstOrder', p.first_order, 'groupId', p.group_id),
  'stacking', p.stacking, 'priority', p.priority, 'startsAt', p.starts_at, 'endsAt', p.ends_at, 'currency', p.currency,
  'maxUses', p.max_uses, 'maxUsesPerCustomer', p.max_uses_per_customer, 'budgetMinor', p.budget, 'uses', p.uses, 'spentMinor', p.spent,
  'version', p.version, 'createdAt', p.created_at, 'updatedAt', p.updated_at)`;

/** Timestamps inside of JSON come with an offset and microseconds. */
export function withInstants(row: Promotion): Promotion {
  const instant = (text: string) => new Date(text).toISOString();
  return {
    ...row,
    startsAt: row.startsAt && instant(row.startsAt),
    endsAt: row.endsAt && instant(row.endsAt),
    createdAt: instant(row.createdAt),
    updatedAt: instant(row.updatedAt),
  };
}

interface Row {
  readonly promotion: Promotion;
}

const toPromotions = (rows: readonly Row[]) => rows.map(({ promotion }) => withInstants(promotion));

const automaticText = `SELECT ${promotionJson} AS promotion FROM promotion p WHERE p.code IS NULL AND p.is_active ORDER BY p.id`;

/** Those that apply by themselves. */
export async function readAutomatic(sql: Sql): Promise<Promotion[]> {
  return toPromotions(await sql.rows<Row>(automaticText));
}

const byCodeText = `SELECT ${promotionJson} AS promotion FROM promotion p WHERE p.code = $1`;

export async function findByCode(sql: Sql, code: string): Promise<Promotion | undefined> {
  return toPromotions(await sql.rows<Row>(byCodeText, [code]))[0];
}

const byIdText = `SELECT ${promotionJson} AS promotion FROM promotion p WHERE p.id = $1`;

export async function findPromotion(sql: Sql, id: PromotionId): Promise<Promotion | undefined> {
  return toPromotions(await sql.rows<Row>(byIdText, [id]))[0];
}

const matching = `
  ($1::text IS NULL OR strpos(lower(p.name), lower($1)) > 0 OR strpos(p.code, upper($1)) > 0) AND ($2::boolean IS NULL OR p.is_active = $2)`;
const listText = `
  SELECT ${promotionJson} AS promotion, (SELECT count(*) FROM promotion p WHERE ${matching}) AS total FROM promotion p
  WHERE ${matching} AND ($3::text IS NULL OR p.id < $3) ORDER BY p.id DESC LIMIT $4`;

/** The newest first. @param page.before the id that ended the page before */
export async function readPromotions(
  sql: Sql,
  page: { query: string | null; isActive: boolean | null; before: string | null; limit: number },
): Promise<{ promotions: Promotion[]; total: number }> {
  const rows = await sql.rows<Row & { total: number }>(listText, [page.query, page.isActive, page.before, page.limit]);
  return { promotions: toPromotions(rows), total: rows[0]?.total ?? 0 };
}

const columns = [
  'name',
  'code',
  'is_active',
  'effect',
  'scope',
  'minimum_spend',
  'first_order',
  'group_id',
  'stacking',
  'priority',
  'starts_at',
  'ends_at',
  'currency',
  'max_uses',
  'max_uses_per_customer',
  'budget',
];
const placesFrom = (first: number) => columns.map((_, index) => `$${first + index}`).join(', ');

function valuesOf(rules: schemas.PromotionRules): unknown[] {
  const { conditions } = rules;
  return [
    rules.name,
    rules.code,
    rules.isActive,
    JSON.stringify(rules.effect),
    JSON.stringify(rules.scope),
    conditions.minimumSpendMinor,
    conditions.firstOrder,
    conditions.groupId,
    rules.stacking,
    rules.priority,
    rules.startsAt,
    rules.endsAt,
    rules.currency,
    rules.maxUses,
    rules.maxUsesPerCustomer,
    rules.budgetMinor,
  ];
}

const insertText = `
  INSERT INTO promotion AS p (id, ${columns.join(', ')}) VALUES ($1, ${placesFrom(2)}) RETURNING ${promotionJson} AS promotion`;

export async function insertPromotion(sql: Sql, id: PromotionId, rules: schemas.PromotionRules): Promise<Promotion> {
  const [made] = toPromotions(await sql.rows<Row>(insertText, [id, ...valuesOf(rules)]));
  if (!made) throw new Error('an inserted row comes back');
  return made;
}

const updateText = `
  UPDATE promotion p SET (${columns.join(', ')}) = ROW(${placesFrom(3)}), version = version + 1, updated_at = now()
  WHERE id = $1 AND version = $2 RETURNING ${promotionJson} AS promotion`;

/** @returns undefined when it is not of that version any more */
export async function updatePromotionRow(
  sql: Sql,
  { promotionId, version, ...rules }: schemas.UpdatePromotionInput,
): Promise<Promotion | undefined> {
  return toPromotions(await sql.rows<Row>(updateText, [promotionId, version, ...valuesOf(rules)]))[0];
}

const claimText = 'SELECT claim_promotions($1, $2, $3)';

/**
 * Counts an order's uses, in the transaction that writes it.
 * @param claim.customers whose uses they count among
 * @throws a violated constraint when one of them was used up or taken out of force since it was looked at
 */
export async function claimPromotions(
  sql: Sql,
  claim: { orderId: OrderId; wanted: readonly { id: PromotionId; amount: number; position: number }[]; customers: readonly string[] },
): Promise<void> {
  await sql.rows(claimText, [JSON.stringify(claim.wanted), claim.orderId, claim.customers]);
}

const limits: ReadonlySet<string> = new Set([
  'promotion_uses_within_limit',
  'promotion_spent_within_budget',
  'promotion_customer_uses_within_limit',
  'promotion_in_force',
]);

/** Whether an error says that a promotion was gone when an order claimed it. */
export function isGone(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && typeof error.constraint === 'string' && limits.has(error.constraint);
}

const giveBackText = 'SELECT give_back_promotions($1)';

/** The uses of an order that was given up unpaid are free again. */
export async function giveBackPromotions(sql: Sql, orderId: OrderId): Promise<void> {
  await sql.rows(giveBackText, [orderId]);
}

/** What somebody has to do with promotions, beside the cart. */
export interface Standing {
  /** Nobody with this account or email address has another order that was not cancelled. */
  readonly isFirst: boolean;
  readonly groups: readonly string[];
  /** How often each promotion was used by them. */
  readonly uses: Readonly<Record<string, number>>;
  /** What the cart's own order, which waits for its payment, has claimed. */
  readonly held: Readonly<Record<string, number>>;
}

const standingText = `
  SELECT NOT EXISTS (SELECT FROM orders WHERE status <> 'cancelled' AND (customer_id = $1 OR email = $2) AND id IS DISTINCT FROM $3) AS "isFirst",
    ARRAY(SELECT group_id FROM customer_group_member WHERE member IN ($1, $2)) AS groups,
    COALESCE((SELECT json_object_agg(u.promotion_id, u.uses) FROM (
      SELECT promotion_id, max(uses) AS uses FROM promotion_customer WHERE promotion_id = ANY ($4) AND customer = ANY ($5) GROUP BY 1) u), '{}') AS uses,
    COALESCE((SELECT json_object_agg(promotion_id, amount) FROM promotion_use WHERE order_id = $3 AND given_back_at IS NULL), '{}') AS held`;

export async function readStanding(
  sql: Sql,
  of: {
    customerId: string | null;
    email: string | null;
    orderId: string | null;
    promotionIds: readonly string[];
    customers: readonly string[];
  },
): Promise<Standing> {
  const row = onlyRow(await sql.rows<Standing>(standingText, [of.customerId, of.email, of.orderId, of.promotionIds, of.customers]));
  if (!row) throw new Error('a standing is always one row');
  return row;
}
