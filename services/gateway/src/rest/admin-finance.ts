import { payment } from '@tradewind/contracts/schemas';
import { z } from 'zod';
import type { GatewayServices } from '../services.ts';
import { keyHeaders, optionalBody, type RestApp, repeating } from './parts.ts';
import { failing, repeatableErrors, staffErrors } from './problems.ts';
import { passUpload, uploadOf } from './uploads.ts';

const tags = ['Back office'];
const params = z.object({ id: payment.disputeInput.shape.disputeId });
const changeErrors = ['PAYLOAD_TOO_LARGE', 'NOT_FOUND', 'CONFLICT'] as const;

/** Payments, the ledger, payouts, disputes and reconciliation, for staff. */
export function addAdminFinance(app: RestApp, services: GatewayServices): void {
  const { staff } = services.clients.payment;

  app.get(
    '/admin/payments',
    {
      schema: {
        tags,
        summary: 'Payments, newest first',
        operationId: 'adminListPayments',
        querystring: payment.staffPaymentListInput,
        response: { 200: payment.staffPaymentList, ...failing(...staffErrors) },
      },
    },
    (request) => staff.list.query(request.query),
  );

  app.get(
    '/admin/ledger/balance',
    {
      schema: {
        tags,
        summary: 'Both sides of the ledger, by currency',
        operationId: 'adminLedgerBalance',
        response: { 200: payment.ledgerBalance, ...failing(...staffErrors) },
      },
    },
    () => staff.ledgerBalance.query(),
  );

  app.get(
    '/admin/ledger/accounts',
    {
      schema: {
        tags,
        summary: 'What each account of the ledger holds',
        operationId: 'adminLedgerAccounts',
        response: { 200: payment.ledgerAccounts, ...failing(...staffErrors) },
      },
    },
    () => staff.ledgerAccounts.query(),
  );

  app.get(
    '/admin/payouts',
    {
      schema: {
        tags,
        summary: 'Payouts to the bank, newest first',
        operationId: 'adminListPayouts',
        querystring: payment.payoutListInput,
        response: { 200: payment.payoutList, ...failing(...staffErrors) },
      },
    },
    (request) => staff.payouts.query(request.query),
  );

  addDisputes(app, services);
  addReconciliation(app, services);
}

function addDisputes(app: RestApp, { clients }: GatewayServices): void {
  const { dispute } = clients.payment;

  app.get(
    '/admin/disputes',
    {
      schema: {
        tags,
        summary: 'Disputes, newest first',
        operationId: 'adminListDisputes',
        querystring: payment.disputeListInput,
        response: { 200: payment.disputeList, ...failing(...staffErrors) },
      },
    },
    (request) => dispute.list.query(request.query),
  );

  app.get(
    '/admin/disputes/:id',
    {
      schema: {
        tags,
        summary: 'A dispute with its evidence, money and history',
        operationId: 'adminGetDispute',
        params,
        response: { 200: payment.dispute, ...failing(...staffErrors, 'NOT_FOUND') },
      },
    },
    (request) => dispute.get.query({ disputeId: request.params.id }),
  );

  app.put(
    '/admin/disputes/:id/evidence',
    {
      schema: {
        tags,
        summary: 'Keep the words of the evidence as a draft',
        operationId: 'adminSaveEvidence',
        params,
        body: payment.disputeEvidence,
        response: { 200: payment.dispute, ...failing(...staffErrors, ...changeErrors) },
      },
    },
    ({ params: { id }, body }) => dispute.saveEvidence.mutate({ disputeId: id, evidence: body }),
  );

  app.delete(
    '/admin/disputes/:id/files/:fileId',
    {
      schema: {
        tags,
        summary: 'Take a file out of the evidence',
        operationId: 'adminRemoveEvidenceFile',
        params: params.extend({ fileId: payment.removeDisputeFileInput.shape.fileId }),
        response: { 200: payment.dispute, ...failing(...staffErrors, 'NOT_FOUND', 'CONFLICT') },
      },
    },
    ({ params: { id, fileId } }) => dispute.removeFile.mutate({ disputeId: id, fileId }),
  );

  app.post(
    '/admin/disputes/:id/submission',
    {
      schema: {
        tags,
        summary: 'Send the evidence to the bank, once and for good',
        operationId: 'adminSubmitEvidence',
        params,
        body: optionalBody(z.object({})),
        response: { 200: payment.dispute, ...failing(...staffErrors, ...changeErrors) },
      },
    },
    // Once by itself, so it may always be sent again.
    ({ params: { id } }) => dispute.submit.mutate({ disputeId: id }, { context: { idempotent: true } }),
  );

  app.post(
    '/admin/disputes/:id/acceptance',
    {
      schema: {
        tags,
        summary: 'Give in to a dispute, once and for good: the bank keeps the money',
        operationId: 'adminAcceptDispute',
        params,
        body: optionalBody(z.object({})),
        response: { 200: payment.dispute, ...failing(...staffErrors, ...changeErrors) },
      },
    },
    ({ params: { id } }) => dispute.accept.mutate({ disputeId: id }, { context: { idempotent: true } }),
  );
}

function addReconciliation(app: RestApp, { clients }: GatewayServices): void {
  const { reconciliation } = clients.payment;

  app.get(
    '/admin/reconciliation',
    {
      schema: {
        tags,
        summary: "How the ledger and the processor's balance stand",
        operationId: 'adminReconciliation',
        response: { 200: payment.reconciliation, ...failing(...staffErrors) },
      },
    },
    () => reconciliation.read.query(),
  );

  app.get(
    '/admin/reconciliation/discrepancies',
    {
      schema: {
        tags,
        summary: "Where the processor's books and the ledger differ",
        operationId: 'adminListDiscrepancies',
        querystring: payment.discrepancyListInput,
        response: { 200: payment.discrepancyList, ...failing(...staffErrors) },
      },
    },
    (request) => reconciliation.list.query(request.query),
  );

  app.post(
    '/admin/reconciliation/discrepancies/:subject/settlement',
    {
      schema: {
        tags,
        summary: 'Book a difference into the ledger, or accept it, with a reason',
        operationId: 'adminSettleDiscrepancy',
        params: payment.settleDiscrepancyInput.pick({ subject: true }),
        headers: keyHeaders,
        body: payment.settleDiscrepancyInput.pick({ action: true, reason: true }),
        response: { 200: payment.discrepancySettled, ...failing(...staffErrors, ...repeatableErrors, 'NOT_FOUND', 'CONFLICT') },
      },
    },
    ({ params: { subject }, headers, body }) => {
      const idempotencyKey = headers['idempotency-key'];
      return reconciliation.settle.mutate({ ...body, subject, idempotencyKey }, repeating(idempotencyKey));
    },
  );

  app.post(
    '/admin/reconciliation/runs',
    {
      schema: {
        tags,
        summary: 'Compare the books of the last weeks anew, as happens once a day',
        operationId: 'adminReconcile',
        body: optionalBody(z.object({})),
        response: { 202: payment.reconcileQueued, ...failing(...staffErrors, 'PAYLOAD_TOO_LARGE') },
      },
    },
    async (_request, reply) => reply.code(202).send(await reconciliation.run.mutate()),
  );
}

/** `POST /admin/disputes/{id}/files`: evidence as form field `file`, and before it what it shows as `kind`. */
export function addDisputeFiles(app: RestApp, services: GatewayServices): void {
  app.post(
    '/admin/disputes/:id/files',
    {
      schema: {
        tags,
        summary: 'Add a file to the evidence',
        description: 'A form (`multipart/form-data`) with the field `file` (PDF, PNG or JPEG up to 5 MB) and, before it, `kind`.',
        operationId: 'adminAddEvidenceFile',
        params,
        consumes: ['multipart/form-data'],
        response: { 201: payment.disputeFile, ...failing(...staffErrors, ...changeErrors) },
      },
      ...uploadOf({ permission: 'payments:write', megabytes: 5, what: 'file' }),
    },
    async (request, reply) => passUpload(services, { request, service: 'payment', path: `/disputes/${request.params.id}/files` }, reply),
  );
}
