import type { ReturnId } from '@tradewind/contracts/ids';
import type { returns } from '@tradewind/contracts/schemas';
import type { Services } from '../services.ts';
import { loadReturn } from './return-store.ts';
import { toReturn } from './return-view.ts';

/** A return, for staff. @throws NOT_FOUND */
export async function getReturn(ctx: Services, { returnId }: { returnId: ReturnId }): Promise<returns.OrderReturn> {
  return toReturn(await loadReturn(ctx.db, returnId));
}
