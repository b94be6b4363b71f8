import { idPattern, type OrderId, type ReturnId } from '@tradewind/contracts/ids';
import { returns } from '@tradewind/contracts/schemas';
import { invalid } from '../access.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { literally } from '../order/order-list.ts';
import type { Services } from '../services.ts';

const shown = {
  id: true,
  orderId: true,
  number: true,
  status: true,
  requestedAt: true,
  order: { select: { customerName: true } },
  items: { select: { quantity: true, reason: true } },
} as const satisfies Prisma.OrderReturnSelect;

type Row = Prisma.OrderReturnGetPayload<{ select: typeof shown }>;

function toSummary({ order, items, ...row }: Row): returns.ReturnSummary {
  return {
    ...row,
    id: row.id as ReturnId,
    orderId: row.orderId as OrderId,
    status: returns.returnStatus.parse(row.status),
    requestedAt: row.requestedAt.toISOString(),
    customerName: order.customerName,
    pieces: items.reduce((sum, { quantity }) => sum + quantity, 0),
    reasons: [...new Set(items.map(({ reason }) => returns.returnReason.parse(reason)))],
  };
}

/** Ids are made in the order of time, so the last one of a page is its cursor. */
function before(cursor: string | undefined): Prisma.OrderReturnWhereInput {
  if (cursor === undefined) return {};
  const id = Buffer.from(cursor, 'base64url').toString();
  if (!idPattern('return').test(id)) throw invalid('cursor', 'is not a cursor of this list');
  return { id: { lt: id } };
}

interface ReturnFilter {
  readonly query?: string | undefined;
  readonly status?: returns.ReturnStatus | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

function matches(query: string | undefined): Prisma.OrderReturnWhereInput {
  if (!query) return {};
  const number = /^\d/.test(query) ? `TW-${query}` : query.toUpperCase();
  return { number: { startsWith: literally(number) } };
}

/** Returns for staff, filtered, the newest first, with how many there are in all. @throws INVALID_INPUT naming `cursor` */
export async function listAllReturns(
  ctx: Services,
  { query, status, cursor, limit }: ReturnFilter,
): Promise<{ items: returns.ReturnSummary[]; nextCursor: string | null; total: number }> {
  const where: Prisma.OrderReturnWhereInput = { ...matches(query), status };
  const [rows, total] = await Promise.all([
    ctx.prisma.orderReturn.findMany({ where: { AND: [where, before(cursor)] }, orderBy: { id: 'desc' }, take: limit + 1, select: shown }),
    ctx.prisma.orderReturn.count({ where }),
  ]);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { items: rows.slice(0, limit).map(toSummary), nextCursor: last ? Buffer.from(last.id).toString('base64url') : null, total };
}
