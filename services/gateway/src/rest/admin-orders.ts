import { edits, notes, notification, order } from '@tradewind/contracts/schemas';
import { z } from 'zod';
import { addNote, newNoteInput } from '../screens/notes.ts';
import type { GatewayServices } from '../services.ts';
import { keyHeaders, optionalBody, orderParams, type RestApp, repeating } from './parts.ts';
import { failing, repeatableErrors, staffErrors } from './problems.ts';

const tags = ['Back office'];
const elsewhere = { orderId: true, idempotencyKey: true } as const;
/** A refined schema cannot be cut; the order service refines again, and names the same field. */
const refundBody = z.object(order.refundInput.shape).omit(elsewhere);

/** Orders and messages, for staff. */
export function addAdminOrders(app: RestApp, services: GatewayServices): void {
  const { clients } = services;
  const { staff } = clients.order;

  app.get(
    '/admin/orders',
    {
      schema: {
        tags,
        summary: 'Find orders',
        operationId: 'adminListOrders',
        querystring: order.staffOrderListInput,
        response: { 200: order.staffOrderList, ...failing(...staffErrors) },
      },
    },
    (request) => staff.list.query(request.query),
  );

  app.get(
    '/admin/orders/:id',
    {
      schema: {
        tags,
        summary: 'An order',
        operationId: 'adminGetOrder',
        params: orderParams,
        response: { 200: order.order, ...failing(...staffErrors, 'NOT_FOUND') },
      },
    },
    (request) => staff.get.query({ orderId: request.params.id }),
  );

  app.post(
    '/admin/orders/:id/fulfilments',
    {
      schema: {
        tags,
        summary: 'Ship some of it, or all',
        operationId: 'adminFulfilOrder',
        params: orderParams,
        headers: keyHeaders,
        body: order.fulfilInput.omit(elsewhere),
        response: { 201: order.order, ...failing(...staffErrors, ...repeatableErrors, 'NOT_FOUND', 'CONFLICT') },
      },
    },
    async ({ params, headers, body }, reply) => {
      const idempotencyKey = headers['idempotency-key'];
      return reply.code(201).send(await staff.fulfil.mutate({ ...body, orderId: params.id, idempotencyKey }, repeating(idempotencyKey)));
    },
  );

  app.post(
    '/admin/orders/:id/shipments/:shipmentId/delivery',
    {
      schema: {
        tags,
        summary: 'A shipment has arrived',
        operationId: 'adminDeliverShipment',
        params: orderParams.extend({ shipmentId: order.deliverInput.shape.shipmentId }),
        headers: keyHeaders,
        body: optionalBody(z.object({})),
        response: { 200: order.order, ...failing(...staffErrors, ...repeatableErrors, 'NOT_FOUND', 'CONFLICT') },
      },
    },
    ({ params, headers }) => {
      const idempotencyKey = headers['idempotency-key'];
      const input = { orderId: params.id, shipmentId: params.shipmentId, idempotencyKey };
      return staff.deliver.mutate(input, repeating(idempotencyKey));
    },
  );

  app.post(
    '/admin/orders/:id/refunds',
    {
      schema: {
        tags,
        summary: 'Give money back: an amount, items, or all that is left',
        operationId: 'adminRefundOrder',
        params: orderParams,
        headers: keyHeaders,
        body: refundBody,
        response: { 201: order.refund, ...failing(...staffErrors, ...repeatableErrors, 'NOT_FOUND', 'CONFLICT') },
      },
    },
    async ({ params, headers, body }, reply) => {
      const idempotencyKey = headers['idempotency-key'];
      return reply.code(201).send(await staff.refund.mutate({ ...body, orderId: params.id, idempotencyKey }, repeating(idempotencyKey)));
    },
  );

  app.post(
    '/admin/orders/:id/edits/preview',
    {
      schema: {
        tags,
        summary: 'What other pieces would come to; nothing is changed',
        operationId: 'adminPreviewEdit',
        params: orderParams,
        body: edits.previewEditInput.omit({ orderId: true }),
        response: { 200: edits.editPreview, ...failing(...staffErrors, 'NOT_FOUND', 'CONFLICT') },
      },
    },
    ({ params, body }) => staff.previewEdit.query({ ...body, orderId: params.id }),
  );

  app.post(
    '/admin/orders/:id/edits',
    {
      schema: {
        tags,
        summary:
          'Change pieces or address of a paid order as previewed; what it costs less is given back, what it costs more its customer pays first',
        operationId: 'adminEditOrder',
        params: orderParams,
        headers: keyHeaders,
        body: edits.editOrderInput.omit(elsewhere),
        response: { 201: order.order, ...failing(...staffErrors, ...repeatableErrors, 'NOT_FOUND', 'CONFLICT', 'OUT_OF_STOCK') },
      },
    },
    async ({ params, headers, body }, reply) => {
      const idempotencyKey = headers['idempotency-key'];
      return reply.code(201).send(await staff.edit.mutate({ ...body, orderId: params.id, idempotencyKey }, repeating(idempotencyKey)));
    },
  );

  app.post(
    '/admin/orders/:id/edits/:editId/withdraw',
    {
      schema: {
        tags,
        summary: 'Withdraw a change that waits for its payment; the order stays as it was',
        operationId: 'adminWithdrawEdit',
        params: orderParams.extend(edits.withdrawEditInput.pick({ editId: true }).shape),
        headers: keyHeaders,
        response: { 200: order.order, ...failing(...staffErrors, ...repeatableErrors, 'NOT_FOUND', 'CONFLICT') },
      },
    },
    ({ params: { id: orderId, editId }, headers }) => {
      const idempotencyKey = headers['idempotency-key'];
      return staff.withdrawEdit.mutate({ orderId, editId, idempotencyKey }, repeating(idempotencyKey));
    },
  );

  app.post(
    '/admin/orders/:id/cancel',
    {
      schema: {
        tags,
        summary: 'Cancel what has not been shipped, and give back what was paid',
        operationId: 'adminCancelOrder',
        params: orderParams,
        headers: keyHeaders,
        body: optionalBody(order.cancelOrderInput.pick({ reason: true })),
        response: { 200: order.order, ...failing(...staffErrors, ...repeatableErrors, 'NOT_FOUND', 'CONFLICT') },
      },
    },
    ({ params, headers, body }) => {
      const idempotencyKey = headers['idempotency-key'];
      return staff.cancel.mutate({ ...body, orderId: params.id, idempotencyKey }, repeating(idempotencyKey));
    },
  );

  app.get(
    '/admin/orders/:id/notes',
    {
      schema: {
        tags,
        summary: 'What staff wrote about an order',
        operationId: 'adminListNotes',
        params: orderParams,
        response: { 200: notes.noteList, ...failing(...staffErrors, 'NOT_FOUND') },
      },
    },
    ({ params }) => staff.notes.query({ orderId: params.id }),
  );

  app.post(
    '/admin/orders/:id/notes',
    {
      schema: {
        tags,
        summary: 'Write a note about an order, for staff alone',
        operationId: 'adminAddNote',
        params: orderParams,
        headers: keyHeaders,
        body: newNoteInput.omit(elsewhere),
        response: { 201: notes.note, ...failing(...staffErrors, ...repeatableErrors, 'NOT_FOUND') },
      },
    },
    async ({ params, headers, body }, reply) =>
      reply.code(201).send(await addNote(services, { ...body, orderId: params.id, idempotencyKey: headers['idempotency-key'] })),
  );

  app.get(
    '/admin/figures',
    {
      schema: {
        tags,
        summary: 'Sales of a range of time',
        operationId: 'adminSalesFigures',
        querystring: order.salesFiguresInput,
        response: { 200: order.salesFigures, ...failing(...staffErrors) },
      },
    },
    (request) => staff.figures.query(request.query),
  );

  app.get(
    '/admin/messages',
    {
      schema: {
        tags,
        summary: 'What was sent to customers',
        operationId: 'adminListMessages',
        querystring: notification.messageListInput,
        response: { 200: notification.messageList, ...failing(...staffErrors) },
      },
    },
    (request) => clients.notification.staff.messages.query(request.query),
  );
}
