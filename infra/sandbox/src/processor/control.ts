import type { FastifyInstance } from 'fastify';
import { holdings } from './balance.ts';
import { decideDispute, escalateDispute, openDispute } from './disputes.ts';
import { type DriftOrder, plantDrift } from './drift.ts';
import { missing } from './errors.ts';
import { readFaultOrder } from './faults.ts';
import { failPayout, payOut } from './payouts.ts';
import type { Processor } from './processor.ts';
import { completeRefund, failRefund } from './refunds.ts';

/** Adds what tests ask for: the processor's own books, its faults, what banks do by themselves, and drift. */
export function addControl(app: FastifyInstance, processor: Processor): void {
  app.get('/_sandbox/charges', async () => ({
    items: Array.from(processor.books.all('charge'), (charge) => ({
      id: charge.id,
      paymentIntent: charge.payment_intent,
      amount: charge.amount,
      amountRefunded: charge.amount_refunded,
      currency: charge.currency,
      status: charge.status,
      metadata: charge.metadata,
    })),
  }));
  app.get('/_sandbox/intents', async () => ({
    items: Array.from(processor.books.all('intent'), ({ id, status, metadata }) => ({ id, status, metadata })),
  }));
  app.get('/_sandbox/refunds', async () => ({
    items: Array.from(processor.books.all('refund'), ({ id, charge, amount, currency, status, metadata }) => ({
      id,
      charge,
      amount,
      currency,
      status,
      metadata,
    })),
  }));
  app.put('/_sandbox/faults', async (request, reply) => {
    const order = readFaultOrder(request.body ?? {});
    if (typeof order === 'string') return reply.code(400).send({ error: { message: `not understood: ${order}`, param: order } });
    processor.faults.set(order);
    return processor.faults.order;
  });
  app.get('/_sandbox/balance', async () => Object.fromEntries(holdings(processor)));
  app.post<{ Body: DriftOrder }>('/_sandbox/drift', async ({ body }) => ({ id: plantDrift(processor, body) }));
  addBank(app, processor);
}

type ById = { Params: { id: string } };

/** What the shopper's bank and ours do. */
function addBank(app: FastifyInstance, processor: Processor): void {
  const { books } = processor;
  const disputeOf = (id: string) => {
    const dispute = books.get('dispute', id);
    if (!dispute) throw missing('dispute', id);
    return dispute;
  };

  app.post<{ Body: { charge: string; inquiry?: boolean; dueInSeconds?: number } }>('/_sandbox/disputes', async ({ body }) => {
    const charge = books.get('charge', body.charge);
    if (!charge) throw missing('charge', body.charge);
    return openDispute(processor, charge, body);
  });
  app.post<ById>('/_sandbox/disputes/:id/escalate', async ({ params }) => escalateDispute(processor, disputeOf(params.id)));
  for (const [path, decision] of [
    ['win', 'won'],
    ['lose', 'lost'],
  ] as const) {
    app.post<ById>(`/_sandbox/disputes/:id/${path}`, async ({ params }) => decideDispute(processor, disputeOf(params.id), decision));
  }
  for (const [path, decide] of [
    ['complete', completeRefund],
    ['fail', failRefund],
  ] as const) {
    app.post<ById>(`/_sandbox/refunds/:id/${path}`, async ({ params: { id } }) => {
      const refund = books.get('refund', id);
      if (!refund) throw missing('refund', id);
      return decide(processor, refund);
    });
  }
  // All that the account holds, as a schedule would pay it out.
  app.post('/_sandbox/payouts', async () => ({
    items: [...holdings(processor)]
      .filter(([, amount]) => amount > 0)
      .map(([currency, amount]) => payOut(processor, { currency, amount, metadata: {}, automatic: true })),
  }));
  app.post<ById>('/_sandbox/payouts/:id/fail', async ({ params: { id } }) => {
    const payout = books.get('payout', id);
    if (!payout) throw missing('payout', id);
    return failPayout(processor, payout, { quietly: false });
  });
}
