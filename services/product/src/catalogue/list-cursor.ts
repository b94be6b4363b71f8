import { createHash } from 'node:crypto';
import { TradewindError } from '@tradewind/contracts/errors';
import { z } from 'zod';

/** Where a page ended: the sort key of its last row, and its id. */
interface Position {
  readonly key: number;
  readonly id: string;
}

const position = z.tuple([z.int(), z.string().max(64)]);

/** Tells a changed cursor, or one of another list, from ours. It keeps nothing secret: there is nothing secret in it. */
function seal(body: string, list: string): string {
  return createHash('sha256').update(`tradewind cursor\n${list}\n${body}`).digest('base64url').slice(0, 16);
}

/** @param list what identifies the list: its filters and its order */
export function writeCursor({ key, id }: Position, list: string): string {
  const body = Buffer.from(JSON.stringify([key, id])).toString('base64url');
  return `${body}.${seal(body, list)}`;
}

/** @throws INVALID_INPUT naming `cursor` when it is not one that this list gave. */
export function readCursor(cursor: string, list: string): Position {
  const [body = '', mark] = cursor.split('.');
  if (mark !== seal(body, list) || cursor !== `${body}.${mark}`) {
    throw new TradewindError('INVALID_INPUT', 'The cursor is not one of this list.', {
      errors: [{ path: 'cursor', message: 'is not one of this list' }],
    });
  }
  const [key, id] = position.parse(JSON.parse(Buffer.from(body, 'base64url').toString()));
  return { key, id };
}
