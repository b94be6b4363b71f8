import { onlyRow, type Sql } from '@tradewind/service';

/** Who a customer is at the processor, for those who keep cards there. */
export async function findReference(sql: Sql, customerId: string): Promise<string | undefined> {
  const row = await sql.rows<{ reference: string }>('SELECT reference FROM processor_customer WHERE customer_id = $1', [customerId]);
  return onlyRow(row)?.reference;
}

const keep = 'INSERT INTO processor_customer (customer_id, reference) VALUES ($1, $2) ON CONFLICT (customer_id) DO NOTHING';

/** @returns the one that was first, if two are made at the same time */
export async function keepReference(sql: Sql, customerId: string, reference: string): Promise<string> {
  await sql.rows(keep, [customerId, reference]);
  return (await findReference(sql, customerId)) ?? reference;
}

/** The processor knows them no more. */
export async function forgetReference(sql: Sql, customerId: string, reference: string): Promise<void> {
  await sql.rows('DELETE FROM processor_customer WHERE customer_id = $1 AND reference = $2', [customerId, reference]);
}
