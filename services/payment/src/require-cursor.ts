import { TradewindError } from '@tradewind/contracts/errors';
import { type IdKind, idPattern } from '@tradewind/contracts/ids';

/** What is no cursor of a list. */
export function notACursor(): TradewindError {
  return new TradewindError('INVALID_INPUT', 'The cursor is not from a list.', { errors: [{ path: 'cursor', message: 'is not known' }] });
}

/** Of a list whose cursor is the last id of the page before. @throws INVALID_INPUT naming `cursor` */
export function requireCursor(kind: IdKind, cursor: string | undefined): void {
  if (cursor !== undefined && !idPattern(kind).test(cursor)) throw notACursor();
}
