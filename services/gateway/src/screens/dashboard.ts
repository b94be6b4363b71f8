import { TradewindError } from '@tradewind/contracts/errors';
import { permissionsOf } from '@tradewind/contracts/permissions';
import { currentCall } from '@tradewind/service';
import type { z } from 'zod';
import type { GatewayServices } from '../services.ts';
import type { dashboard, dashboardInput } from './schemas.ts';

/** A variant with at most this many pieces is worth a look. */
const lowStockThreshold = 5;
const rows = 8;

/** The back office's first screen. @throws INVALID_INPUT when the range ends before it begins. */
export async function readDashboard(
  { clients }: GatewayServices,
  { from, to }: z.infer<typeof dashboardInput>,
): Promise<z.infer<typeof dashboard>> {
  const length = Date.parse(to) - Date.parse(from);
  if (length <= 0) {
    throw new TradewindError('INVALID_INPUT', 'The range ends before it begins', {
      errors: [{ path: 'to', message: 'is not after from' }],
    });
  }
  const before = new Date(Date.parse(from) - length).toISOString();
  const [figures, previous, lowStock, orders] = await Promise.all([
    clients.order.staff.figures.query({ from, to }),
    clients.order.staff.figures.query({ from: before, to: from }),
    seesProducts() ? clients.product.staff.list.query({ status: 'active', availableAtMost: lowStockThreshold, limit: rows }) : null,
    clients.order.staff.list.query({ limit: rows }),
  ]);
  return { ...figures, previous, lowStock: lowStock?.items ?? [], recentOrders: orders.items };
}

function seesProducts(): boolean {
  const { actor } = currentCall();
  return actor.kind === 'user' && permissionsOf(actor.roles).has('products:read');
}
