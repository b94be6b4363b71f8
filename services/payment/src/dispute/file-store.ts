import type { payment as schemas } from '@tradewind/contracts/schemas';
import { onlyRow, type Sql } from '@tradewind/service';

export type FileRow = Omit<schemas.DisputeFile, 'createdAt'> & { readonly reference: string; readonly createdAt: Date };

const columns = `id, kind, name, media_type AS "mediaType", size, reference, created_at AS "createdAt"`;

const ofDispute = `SELECT ${columns} FROM dispute_file WHERE dispute_id = $1 ORDER BY kind`;

export function readFiles(sql: Sql, disputeId: string): Promise<FileRow[]> {
  return sql.rows(ofDispute, [disputeId]);
}

const put = `
  INSERT INTO dispute_file (id, dispute_id, kind, name, media_type, size, reference) VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (dispute_id, kind) DO UPDATE SET id = excluded.id, name = excluded.name, media_type = excluded.media_type,
    size = excluded.size, reference = excluded.reference, created_at = now()
  RETURNING ${columns}`;

/** Keeps what a file of the evidence is, in the place of an earlier one of its kind. */
export async function putFile(sql: Sql, disputeId: string, file: Omit<FileRow, 'createdAt'>): Promise<FileRow> {
  const { id, kind, name, mediaType, size, reference } = file;
  const row = onlyRow(await sql.rows<FileRow>(put, [id, disputeId, kind, name, mediaType, size, reference]));
  if (!row) throw new Error('an inserted row comes back');
  return row;
}

const dropText = `DELETE FROM dispute_file WHERE dispute_id = $1 AND id = $2 RETURNING kind`;

/** @returns the kind of what was taken out, if it was there */
export async function dropFile(sql: Sql, disputeId: string, fileId: string): Promise<string | undefined> {
  return onlyRow(await sql.rows<{ kind: string }>(dropText, [disputeId, fileId]))?.kind;
}
