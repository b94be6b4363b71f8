import type { OrderEditId } from '@tradewind/contracts/ids';
import type { Sql } from '@tradewind/service';

/** As a backstop: whoever it is kept for ends it before. */
const grace = '15 minutes';

const keepText = `UPDATE reservation SET expires_at = greatest(expires_at, $2::timestamptz + interval '${grace}') WHERE order_id = $1 AND status = 'reserved'`;

/** Keeps what is set aside for an edit until that may be paid for no longer, in the caller's transaction. One that is over stays so. */
export async function keepReservation(sql: Sql, { editId, until }: { editId: OrderEditId; until: string }): Promise<void> {
  await sql.rows(keepText, [editId, until]);
}
