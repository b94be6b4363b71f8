import type { EventOf } from '@tradewind/contracts/events';
import { replayRecordedEvents } from '@tradewind/testing/replay';
import { type Notification, openNotification } from '../test-kit.ts';
import { createConsumers } from './consumers.ts';

/** The messages that are to be written, and what of each. */
const reader =
  ({ db }: Notification) =>
  () =>
    db.rows(`SELECT event_id AS "eventId", kind, subject_id AS "subjectId", detail FROM message`);

type Returned = EventOf<'order.return_requested' | 'order.return_approved' | 'order.return_rejected' | 'order.return_waived'>;

/** Each makes the mail of its own kind about the order's return. */
const aboutReturn =
  (kind: string) =>
  async (kit: Notification, { id: eventId, data: { orderId: subjectId, returnId } }: Returned) => ({
    read: reader(kit),
    from: [],
    becomes: [{ eventId, kind, subjectId, detail: { returnId } }],
  });

const forReturns = {
  'order.return_requested': aboutReturn('return-requested'),
  'order.return_approved': aboutReturn('return-approved'),
  'order.return_rejected': aboutReturn('return-rejected'),
  'order.return_waived': aboutReturn('return-waived'),
};

/** Each makes the mail of its own kind to staff. */
const aboutDispute =
  (kind: string) =>
  async (kit: Notification, { id: eventId, data }: EventOf<'payment.disputed' | 'payment.dispute_due' | 'payment.dispute_closed'>) => {
    const { orderId: subjectId, disputeId, amount, ...rest } = data;
    const detail = 'outcome' in rest ? { outcome: rest.outcome } : { dueAt: rest.dueAt };
    return { read: reader(kit), from: [], becomes: [{ eventId, kind, subjectId, detail: { disputeId, amount, ...detail } }] };
  };

const forDisputes = {
  'payment.disputed': aboutDispute('dispute-opened'),
  'payment.dispute_due': aboutDispute('dispute-due'),
  'payment.dispute_closed': aboutDispute('dispute-closed'),
};

replayRecordedEvents<Notification>({
  service: 'notification',
  open: openNotification,
  consumers: ({ ctx }) => createConsumers(ctx),
  cases: {
    'user.registration_requested': async (kit, { id: eventId, data: { registrationId: subjectId } }) => ({
      read: reader(kit),
      from: [],
      becomes: [{ eventId, kind: 'registration-code', subjectId, detail: {} }],
    }),
    'order.confirmed': async (kit, { id: eventId, data: { orderId: subjectId } }) => ({
      read: reader(kit),
      from: [],
      becomes: [{ eventId, kind: 'order-confirmed', subjectId, detail: {} }],
    }),
    'order.shipped': async (kit, { id: eventId, data: { orderId: subjectId, shipmentId } }) => ({
      read: reader(kit),
      from: [],
      becomes: [{ eventId, kind: 'order-shipped', subjectId, detail: { shipmentId } }],
    }),
    'order.cancelled': async (kit, { id: eventId, data: { orderId: subjectId, wasConfirmed, wasRequested, toRefund } }) => ({
      read: reader(kit),
      from: [],
      becomes: wasConfirmed || wasRequested ? [{ eventId, kind: 'order-cancelled', subjectId, detail: { toRefund } }] : [],
    }),
    'order.refunded': async (kit, { id: eventId, data: { orderId: subjectId, amount, totalRefunded, to } }) => ({
      read: reader(kit),
      from: [],
      becomes: [{ eventId, kind: 'order-refunded', subjectId, detail: { amount, totalRefunded, ...(to && { to }) } }],
    }),
    'order.payment_requested': async (kit, { id: eventId, data: { orderId: subjectId, amount, expiresAt } }) => ({
      read: reader(kit),
      from: [],
      becomes: [{ eventId, kind: 'payment-requested', subjectId, detail: { amount, expiresAt } }],
    }),
    'order.edited': async (kit, { id: eventId, data: { orderId: subjectId, editId } }) => ({
      read: reader(kit),
      from: [],
      becomes: [{ eventId, kind: 'order-edited', subjectId, detail: { editId } }],
    }),
    'order.edit_requested': async (kit, { id: eventId, data: { orderId: subjectId, editId } }) => ({
      read: reader(kit),
      from: [],
      becomes: [{ eventId, kind: 'edit-requested', subjectId, detail: { editId } }],
    }),
    'order.edit_withdrawn': async (kit, { id: eventId, data: { orderId: subjectId, reason } }) => ({
      read: reader(kit),
      from: [],
      becomes: reason === 'order-cancelled' ? [] : [{ eventId, kind: 'edit-withdrawn', subjectId, detail: { reason } }],
    }),
    'payment.gift_card_issued': async (kit, { id: eventId, data: { accountId: subjectId } }) => ({
      read: reader(kit),
      from: [],
      becomes: [{ eventId, kind: 'gift-card', subjectId, detail: {} }],
    }),
    ...forReturns,
    ...forDisputes,
  },
});
