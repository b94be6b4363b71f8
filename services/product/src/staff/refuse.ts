import { type FieldError, TradewindError } from '@tradewind/contracts/errors';

/** @throws INVALID_INPUT when there is anything in the list */
export function refuse(errors: readonly FieldError[]): void {
  const first = errors[0];
  if (first) throw new TradewindError('INVALID_INPUT', `${first.path}: ${first.message}`, { errors });
}
