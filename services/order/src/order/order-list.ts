import { idPattern, type OrderId, type UserId } from '@tradewind/contracts/ids';
import { order } from '@tradewind/contracts/schemas';
import { isCurrency, money } from '@tradewind/money';
import { invalid, requireCustomer } from '../access.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import type { Services } from '../services.ts';
import type { Image } from './order-store.ts';

const shown = {
  id: true,
  number: true,
  status: true,
  paymentStatus: true,
  fulfilmentStatus: true,
  email: true,
  placedAt: true,
  customerName: true,
  currency: true,
  total: true,
  itemCount: true,
  items: { select: { image: true }, where: { quantity: { gt: 0 } }, orderBy: { position: 'asc' }, take: 1 },
} as const satisfies Prisma.OrderSelect;

type Row = Prisma.OrderGetPayload<{ select: typeof shown }>;

function toSummary(row: Row): order.OrderSummary {
  const { currency, total, items, placedAt, ...rest } = row;
  if (!isCurrency(currency)) throw new Error(`${row.id} is in an unknown currency`);
  return {
    ...rest,
    id: rest.id as OrderId,
    status: order.orderStatus.parse(row.status),
    paymentStatus: order.paymentStatus.parse(row.paymentStatus),
    fulfilmentStatus: order.fulfilmentStatus.parse(row.fulfilmentStatus),
    placedAt: placedAt.toISOString(),
    total: money(Number(total), currency),
    // The cast: the column is written from what the product service answered, by its schema.
    image: (items[0]?.image ?? null) as Image | null,
  };
}

/** Ids are made in the order of time, so the last one of a page is its cursor. */
function before(cursor: string | undefined): Prisma.OrderWhereInput {
  if (cursor === undefined) return {};
  const id = Buffer.from(cursor, 'base64url').toString();
  if (!idPattern('order').test(id)) throw invalid('cursor', 'is not a cursor of this list');
  return { id: { lt: id } };
}

interface Page {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** One page of orders, the newest first. @throws INVALID_INPUT naming `cursor` */
async function pageOf(ctx: Services, where: Prisma.OrderWhereInput, { cursor, limit }: Page) {
  const rows = await ctx.prisma.order.findMany({
    where: { AND: [where, before(cursor)] },
    orderBy: { id: 'desc' },
    take: limit + 1,
    select: shown,
  });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { items: rows.slice(0, limit).map(toSummary), nextCursor: last ? Buffer.from(last.id).toString('base64url') : null };
}

/** The signed-in customer's orders, the newest first. */
export function listOwnOrders(ctx: Services, page: Page): Promise<{ items: order.OrderSummary[]; nextCursor: string | null }> {
  const customerId: UserId = requireCustomer();
  return pageOf(ctx, { customerId }, page);
}

interface StaffFilter extends Page {
  readonly query?: string | undefined;
  readonly status?: order.OrderStatus | undefined;
  readonly paymentStatus?: order.PaymentStatus | undefined;
  readonly fulfilmentStatus?: order.FulfilmentStatus | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** `%`, `_` and `\` mean themselves: Prisma passes them on to LIKE. */
export function literally(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

function matches(query: string | undefined): Prisma.OrderWhereInput {
  if (!query) return {};
  const number = /^\d+$/.test(query) ? `TW-${query}` : query.toUpperCase();
  return { OR: [{ number: { startsWith: literally(number) } }, { email: { startsWith: literally(query.toLowerCase()) } }] };
}

/** Orders for staff, filtered, the newest first, with how many there are in all. @throws INVALID_INPUT naming `cursor` */
export async function listAllOrders(
  ctx: Services,
  filter: StaffFilter,
): Promise<{ items: order.OrderSummary[]; nextCursor: string | null; total: number }> {
  const { query, status, paymentStatus, fulfilmentStatus, from, to } = filter;
  const placedAt = { ...(from ? { gte: new Date(from) } : {}), ...(to ? { lt: new Date(to) } : {}) };
  const where: Prisma.OrderWhereInput = { ...matches(query), status, paymentStatus, fulfilmentStatus, placedAt };
  const [page, total] = await Promise.all([pageOf(ctx, where, filter), ctx.prisma.order.count({ where })]);
  return { ...page, total };
}
