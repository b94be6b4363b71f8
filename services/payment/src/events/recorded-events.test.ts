import { replayRecordedEvents } from '@tradewind/testing/replay';
import { createPayment } from '../payment/create-payment.ts';
import { findPaymentOf } from '../payment/payment-store.ts';
import { type Harness, paymentInput, startPaymentService, visa } from '../test-kit.ts';
import { createConsumers } from './consumers.ts';

replayRecordedEvents<Harness>({
  service: 'payment',
  open: () => startPaymentService({ webhooks: true }),
  consumers: ({ ctx }) => createConsumers(ctx),
  cases: {
    'order.edit_withdrawn': async (house, { data: { orderId, editId } }) => {
      await house.asOrder(() => createPayment(house.ctx, paymentInput({ orderId, ...visa })));
      await house.asOrder(() => createPayment(house.ctx, paymentInput({ orderId, editId })));
      return {
        read: async () => {
          const edit = await findPaymentOf(house.db, { orderId, editId });
          const whole = await findPaymentOf(house.db, { orderId });
          return [edit?.status, edit?.orderCancelled, whole?.status, whole?.orderCancelled];
        },
        from: ['pending', false, 'captured', false],
        becomes: ['voided', true, 'captured', false],
      };
    },
    'order.cancelled': async (house, { data: { orderId, toRefund } }) => {
      const wasPaid = toRefund.amountMinor > 0;
      const amount = wasPaid ? toRefund : { ...toRefund, amountMinor: 1_000 };
      const input = paymentInput({ orderId, amount, ...(wasPaid ? visa : {}) });
      await house.asOrder(() => createPayment(house.ctx, input));
      return {
        read: async () => {
          const payment = await findPaymentOf(house.db, { orderId });
          const charges = (await house.charges()).map(({ amountRefunded }) => amountRefunded);
          return [payment?.status, payment?.refunded, payment?.orderCancelled, charges];
        },
        from: wasPaid ? ['captured', 0, false, [0]] : ['pending', 0, false, []],
        becomes: wasPaid ? ['captured', toRefund.amountMinor, true, [toRefund.amountMinor]] : ['voided', 0, true, []],
      };
    },
  },
});
