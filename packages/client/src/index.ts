export { TradewindError } from '@tradewind/contracts/errors';
export { createTradewindClient, newIdempotencyKey, type TradewindClient, type TradewindClientOptions } from './client.ts';
