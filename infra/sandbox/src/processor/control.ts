import type { FastifyInstance } from 'fastify';
import { readFaultOrder } from './faults.ts';
import type { Processor } from './processor.ts';

/** Adds what tests ask for: the processor's own books, and its faults. */
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
}
