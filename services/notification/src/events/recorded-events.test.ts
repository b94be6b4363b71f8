import { replayRecordedEvents } from '@tradewind/testing/replay';
import { type Notification, openNotification } from '../test-kit.ts';
import { createConsumers } from './consumers.ts';

/** The messages that are to be written, and what of each. */
const reader =
  ({ db }: Notification) =>
  () =>
    db.rows(`SELECT event_id AS "eventId", kind, subject_id AS "subjectId", detail FROM message`);

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
    'order.cancelled': async (kit, { id: eventId, data: { orderId: subjectId, wasConfirmed, toRefund } }) => ({
      read: reader(kit),
      from: [],
      becomes: wasConfirmed ? [{ eventId, kind: 'order-cancelled', subjectId, detail: { toRefund } }] : [],
    }),
    'order.refunded': async (kit, { id: eventId, data: { orderId: subjectId, amount, totalRefunded } }) => ({
      read: reader(kit),
      from: [],
      becomes: [{ eventId, kind: 'order-refunded', subjectId, detail: { amount, totalRefunded } }],
    }),
  },
});
