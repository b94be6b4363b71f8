import 'server-only';
import * as call from '@tradewind/client/call';
import { TradewindError } from '@tradewind/contracts/errors';
import { notFound } from 'next/navigation';
import { readEnv } from '#env.ts';
import type { Input, Output, ShopProcedure } from './procedures.ts';

/** Pages are renewed when an event says so; this is for an event that got lost. Seconds. */
const backstop = 300;

/**
 * Reads something that is the same for everybody, and keeps it until one of the tags is revalidated. A page that reads it
 * has the same tags. Never sends a cookie. Leads to the 404 page when the gateway knows nothing of it.
 * @throws TradewindError
 */
export async function readShared<P extends ShopProcedure>(procedure: P, input: Input<P>, tags: string[]): Promise<Output<P>> {
  const base = `${readEnv().gatewayUrl}/trpc`;
  try {
    return await call.query({ base, init: { next: { tags, revalidate: backstop } } }, procedure, input);
  } catch (error) {
    if (error instanceof TradewindError && (error.code === 'NOT_FOUND' || error.code === 'INVALID_INPUT')) notFound();
    throw error;
  }
}
