import { TradewindError } from '@tradewind/contracts/errors';

/** Also what somebody hears who comes too late. */
export function notParked(): TradewindError {
  return new TradewindError('NOT_FOUND', 'There is no such parked event here: it may have taken effect meanwhile.');
}
