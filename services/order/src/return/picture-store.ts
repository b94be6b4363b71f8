import type { Id, OrderId, ReturnId } from '@tradewind/contracts/ids';
import { onlyRow, type Sql } from '@tradewind/service';
import { invalid } from '../access.ts';

type PictureId = Id<'returnPicture'>;

const insertText = `
  INSERT INTO return_picture (id, order_id, picture)
  SELECT $1, $2, $3 WHERE (SELECT count(*) FROM return_picture WHERE order_id = $2 AND return_id IS NULL) < $4 RETURNING id`;

/** Keeps a picture of a locked order. @param unused how many may wait for a return at once @returns false when so many do */
export async function insertPicture(
  sql: Sql,
  { id, orderId, picture, unused }: { id: PictureId; orderId: OrderId; picture: Buffer; unused: number },
): Promise<boolean> {
  return (await sql.rows(insertText, [id, orderId, picture, unused])).length === 1;
}

const attachText = `
  UPDATE return_picture SET return_id = $1, position = $4 WHERE id = $3 AND order_id = $2 AND return_id IS NULL RETURNING id`;

/** Makes pictures a return's. @throws INVALID_INPUT naming one that the order does not have, or that another return has */
export async function attachPictures(
  sql: Sql,
  { returnId, orderId, pictures }: { returnId: ReturnId; orderId: OrderId; pictures: readonly PictureId[] },
): Promise<void> {
  for (const [position, id] of pictures.entries()) {
    const attached = await sql.rows(attachText, [returnId, orderId, id, position]);
    if (attached.length === 0) throw invalid(`pictures.${position}`, 'is no picture of this order that is still to be used');
  }
}

const findText = 'SELECT picture FROM return_picture WHERE id = $1 AND order_id = $2';

export async function findPicture(sql: Sql, orderId: OrderId, id: PictureId): Promise<Buffer | undefined> {
  return onlyRow(await sql.rows<{ picture: Buffer }>(findText, [id, orderId]))?.picture;
}
