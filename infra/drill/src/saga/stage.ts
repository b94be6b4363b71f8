import { newId } from '@tradewind/contracts/ids';
import type { Role } from '@tradewind/contracts/permissions';
import { eventually, testKeys } from '@tradewind/testing';
import pg from 'pg';
import type { Recorder } from '../record/recorder.ts';
import { openClient } from '../shoppers/client.ts';
import type { Good } from '../shoppers/shop.ts';
import type { SagaShop } from './saga-shop.ts';
import type { Stage } from './stories.ts';
import type { Sweeps } from './sweeps.ts';

/** Longer than the lease of a key whose holder has died, several times over. */
const patienceMs = 150_000;

const as = (role: Role) => ({ authorization: `Bearer ${testKeys.userToken({ id: newId('user'), roles: [role] })}` });

/** Makes stages for stories, and knows what is for sale on them. */
export interface Stages {
  stage(): Stage;
  /** Everything that was for sale, as the stories left it to be sold. */
  goods(): readonly Good[];
  close(): Promise<void>;
}

/** What happens beside the shopper's doing is done to the rows, and by letting the sweeps look at once. */
function sideEffects(
  { orders, products, payments }: Readonly<Record<'orders' | 'products' | 'payments', pg.Pool>>,
  sweeps: Sweeps,
): Pick<Stage, 'expireOrder' | 'expireEdit' | 'expireReservation' | 'forgetPayment' | 'askProcessor' | 'askBank'> {
  return {
    async askProcessor(orderId) {
      await payments.query('UPDATE payment SET next_check_at = now() WHERE order_id = $1', [orderId]);
      await sweeps.runOnce('payment', 'reconcile');
    },
    async askBank(orderId) {
      await payments.query('UPDATE dispute SET next_check_at = now() FROM payment p WHERE p.id = payment_id AND p.order_id = $1', [
        orderId,
      ]);
      await sweeps.runOnce('payment', 'reconcile');
    },
    async expireOrder(orderId) {
      await orders.query('UPDATE orders SET expires_at = now() WHERE id = $1', [orderId]);
      await sweeps.runNow('order', 'expire-unpaid-orders');
    },
    async expireEdit(orderId) {
      await orders.query('UPDATE supplement SET expires_at = now() WHERE order_id = $1', [orderId]);
      await sweeps.runNow('order', 'expire-waiting-edits');
    },
    async forgetPayment(orderId) {
      await orders.query(`UPDATE orders SET payment_id = NULL, updated_at = updated_at - interval '31 seconds' WHERE id = $1`, [orderId]);
      await sweeps.runNow('order', 'undo-stuck-orders');
    },
    async expireReservation(orderId) {
      await products.query('UPDATE reservation SET expires_at = now() WHERE order_id = $1', [orderId]);
      await sweeps.runNow('product', 'expire-reservations');
      const isBack = async () => {
        const { rowCount } = await products.query(`SELECT FROM reservation WHERE order_id = $1 AND status <> 'reserved'`, [orderId]);
        if (rowCount === 0) throw new Error(`the stock of ${orderId} is not back`);
      };
      await eventually(isBack, { timeoutMs: patienceMs });
    },
  };
}

/** @param options.own how many products there are that one story alone buys */
export async function openStages(options: { shop: SagaShop; recorder: Recorder; sweeps: Sweeps; own: number }): Promise<Stages> {
  const { recorder, sweeps, own } = options;
  const { api, places } = options.shop;
  const orders = new pg.Pool({ connectionString: places.databases.order, max: 2 });
  const products = new pg.Pool({ connectionString: places.databases.product, max: 4 });
  const payments = new pg.Pool({ connectionString: places.databases.payment, max: 2 });
  const made: Good[] = [];
  const client = openClient({ base: api, recorder, journey: 0 });
  let stagesMade = 0;

  async function sell(onHand: number): Promise<Good> {
    const sku = `SAGA-${made.length + 1}`;
    const variants = [{ sku, options: {}, price: { amountMinor: 1_250 + made.length, currency: 'USD' }, onHand }];
    const body = { title: `Saga lantern ${sku}`, status: 'active', variants };
    const answer = await client.insist({
      step: 'prepare',
      method: 'POST',
      path: '/admin/products',
      headers: as('catalog'),
      body,
      key: sku,
    });
    const [variant] = (answer?.body.variants ?? []) as { id: string }[];
    if (!variant) throw new Error(`no product: ${JSON.stringify(answer)}`);
    const good = { variantId: variant.id, sku, onHand };
    made.push(good);
    return good;
  }

  const plenty = [await sell(100_000), await sell(100_000)] as const;
  const none = await sell(0);
  const unsold: Good[] = [];
  while (unsold.length < own) unsold.push(await sell(5));

  return {
    stage() {
      stagesMade += 1;
      return {
        shop: {
          api,
          processor: places.processor,
          mailbox: places.mailbox,
          accounts: [],
          giftCards: [],
          staff: async (_, role) => as(role),
        },
        client: openClient({ base: api, recorder, journey: stagesMade, patienceMs }),
        number: stagesMade,
        plenty,
        none,
        own() {
          const good = unsold.pop();
          if (!good) throw new Error('there are no more products for one story alone');
          return good;
        },
        as,
        customer() {
          const id = newId('user');
          return { id, headers: { authorization: `Bearer ${testKeys.userToken({ id, roles: ['customer'] })}` } };
        },
        ...sideEffects({ orders, products, payments }, sweeps),
        remind: () => sweeps.runOnce('payment', 'remind-disputes'),
        sweep: () => sweeps.runAll(),
        async bring(trackingNumber) {
          await fetch(`${places.processor}/_sandbox/parcels/${trackingNumber}/scans`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ scan: 'delivered' }),
          });
        },
        async empty({ variantId }) {
          await products.query('UPDATE stock SET on_hand = 0 WHERE variant_id = $1', [variantId]);
          const at = made.findIndex((good) => good.variantId === variantId);
          const good = made[at];
          if (good) made[at] = { ...good, onHand: 0 };
        },
      };
    },
    goods: () => made,
    async close() {
      await Promise.all([orders.end(), products.end(), payments.end()]);
    },
  };
}
