import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../shoppers/client.ts';
import { signInStaff } from '../shoppers/shop.ts';

/** What is younger than five minutes is compared by the next run. */
const patienceMs = 8 * 60_000;

/**
 * Has the shop compare its books with the processor's, until all that happened until then is compared. What differs is in the books then.
 * @param until milliseconds since 1970
 * @throws Error when that takes too long
 */
export async function reconcileAll(client: Client, until: number): Promise<void> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(10_000)) {
    const headers = await signInStaff(client, 'finance');
    const read = await client.insist({ step: 'staff', method: 'GET', path: '/admin/reconciliation', headers });
    if (Date.parse(String(read?.body.comparedAt)) >= until) return;
    await client.insist({ step: 'staff', method: 'POST', path: '/admin/reconciliation/runs', headers, body: {} });
  }
  throw new Error('the books were not compared in time');
}
