import type { Id, OrderId, UserId } from '@tradewind/contracts/ids';
import type { notes } from '@tradewind/contracts/schemas';
import { onlyRow, type Sql } from '@tradewind/service';

interface NoteRow {
  readonly id: Id<'note'>;
  readonly orderId: OrderId;
  readonly authorId: UserId;
  readonly authorName: string;
  readonly text: string;
  readonly at: Date;
}

const columns = `id, order_id AS "orderId", author_id AS "authorId", author_name AS "authorName", text, at`;

const insertText = `INSERT INTO order_note (id, order_id, author_id, author_name, text) VALUES ($1, $2, $3, $4, $5)`;

export async function insertNote(sql: Sql, note: Omit<NoteRow, 'at'>): Promise<void> {
  await sql.rows(insertText, [note.id, note.orderId, note.authorId, note.authorName, note.text]);
}

const findText = `SELECT ${columns} FROM order_note WHERE id = $1`;

export async function loadNote(sql: Sql, id: string): Promise<notes.Note> {
  const row = onlyRow(await sql.rows<NoteRow>(findText, [id]));
  if (!row) throw new Error('a note that was written is there');
  return toNote(row);
}

const byOrderText = `SELECT ${columns} FROM order_note WHERE order_id = $1 ORDER BY id`;

/** The notes about an order, the oldest first. */
export async function readNotes(sql: Sql, orderId: OrderId): Promise<notes.Note[]> {
  return (await sql.rows<NoteRow>(byOrderText, [orderId])).map(toNote);
}

function toNote({ authorId, authorName, at, ...rest }: NoteRow): notes.Note {
  return { ...rest, author: { id: authorId, name: authorName }, at: at.toISOString() };
}
