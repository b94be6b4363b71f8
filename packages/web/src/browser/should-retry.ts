import { TradewindError } from '@tradewind/contracts/errors';

/** Whether react-query asks again: what the gateway has decided is not asked again; what did not answer is, twice. */
export function shouldRetry(failures: number, error: Error): boolean {
  const again = !(error instanceof TradewindError) || error.code === 'UNAVAILABLE' || error.code === 'DEADLINE_EXCEEDED';
  return again && failures < 2;
}
