import type { Sql } from '@tradewind/service';
import { Gauge } from 'prom-client';
import { countOpen } from './discrepancy-store.ts';

/** Shows at /metrics how many differences between the processor's books and ours wait for people. */
export function watchDiscrepancies(sql: Sql): void {
  new Gauge({
    name: 'tradewind_payment_discrepancies',
    help: "Differences between the processor's books and ours that nobody has settled",
    async collect() {
      const open = await countOpen(sql).catch(() => undefined);
      if (open !== undefined) this.set(open);
    },
  });
}
