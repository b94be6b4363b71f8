import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { keyInUse, prepareAnswer } from './answers.ts';
import { readBalance } from './balance.ts';
import type { Books } from './books.ts';
import { typedMethod } from './cards.ts';
import { createCustomer, detachMethod, findCustomer, findMethod, methodsOf } from './customers.ts';
import { closeDispute, updateDispute } from './disputes.ts';
import { invalid, missing, ProcessorError } from './errors.ts';
import { uploadFile } from './files.ts';
import { type Form, list, metadata, parseForm, required, text } from './form.ts';
import { cancelIntent, captureIntent, confirmIntent, createIntent, findIntent, updateIntent } from './intents.ts';
import { expand, pageOf } from './listing.ts';
import { type Dispute, newProcessorId, now } from './objects.ts';
import { createPayout } from './payouts.ts';
import { apiVersion, type Processor } from './processor.ts';
import { createRefund } from './refunds.ts';

interface Call {
  readonly form: Form;
  readonly id: string;
  /** With a publishable key the caller is a browser, and must show the client secret of what it touches. */
  readonly secretKey: boolean;
  /** What came with `multipart/form-data`. */
  readonly upload?: { readonly body: Buffer; readonly contentType: string };
}

type Handler = (processor: Processor, call: Call) => object;

interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly browser?: boolean;
  readonly handle: Handler;
}

function intentOf(processor: Processor, call: Call) {
  return findIntent(processor, call.id, call.secretKey ? undefined : required(text(call.form, 'client_secret'), 'client_secret'));
}

const kinds = {
  charges: { kind: 'charge', name: 'charge' },
  refunds: { kind: 'refund', name: 'refund' },
  events: { kind: 'event', name: 'event' },
  balance_transactions: { kind: 'movement', name: 'balance transaction' },
  disputes: { kind: 'dispute', name: 'dispute' },
  payouts: { kind: 'payout', name: 'payout' },
  files: { kind: 'file', name: 'file' },
} as const satisfies Record<string, { kind: Parameters<Books['drop']>[0]; name: string }>;

/** What is only read: a list and each of its items. */
const readable = Object.entries(kinds).flatMap(([plural, { kind, name }]): Route[] => [
  {
    method: 'GET',
    path: `/v1/${plural}`,
    handle: ({ books }, { form }) => pageOf(`/v1/${plural}`, kind === 'dispute' ? [...books.all(kind)].map(aged) : books.all(kind), form),
  },
  {
    method: 'GET',
    path: `/v1/${plural}/:id`,
    handle({ books }, { id }) {
      const found = books.get(kind, id);
      if (!found) throw missing(name, id);
      return found.object === 'dispute' ? aged(found) : found;
    },
  },
]);

/** Whether its time is over depends on when one looks. */
function aged(dispute: Dispute): Dispute {
  const { evidence_details: details } = dispute;
  return { ...dispute, evidence_details: { ...details, past_due: details.due_by < now() } };
}

function disputeOf({ books }: Processor, { id }: Call): Dispute {
  const dispute = books.get('dispute', id);
  if (!dispute) throw missing('dispute', id);
  return aged(dispute);
}

const routes: readonly Route[] = [
  { method: 'POST', path: '/v1/payment_intents', handle: (processor, { form }) => createIntent(processor, form) },
  {
    method: 'GET',
    path: '/v1/payment_intents',
    handle: (processor, { form }) => pageOf('/v1/payment_intents', processor.books.all('intent'), form),
  },
  { method: 'GET', path: '/v1/payment_intents/:id', browser: true, handle: intentOf },
  {
    method: 'POST',
    path: '/v1/payment_intents/:id',
    handle: (processor, call) => updateIntent(processor, intentOf(processor, call), call.form),
  },
  {
    method: 'POST',
    path: '/v1/payment_intents/:id/confirm',
    browser: true,
    handle: (processor, call) => confirmIntent(processor, intentOf(processor, call), call.form),
  },
  {
    method: 'POST',
    path: '/v1/payment_intents/:id/capture',
    handle: (processor, call) => captureIntent(processor, intentOf(processor, call), call.form),
  },
  {
    method: 'POST',
    path: '/v1/payment_intents/:id/cancel',
    handle: (processor, call) => cancelIntent(processor, intentOf(processor, call), call.form),
  },
  ...readable,
  { method: 'POST', path: '/v1/refunds', handle: (processor, { form }) => createRefund(processor, form) },
  { method: 'GET', path: '/v1/balance', handle: readBalance },
  { method: 'POST', path: '/v1/payouts', handle: (processor, { form }) => createPayout(processor, form) },
  {
    method: 'POST',
    path: '/v1/disputes/:id',
    handle: (processor, call) => updateDispute(processor, disputeOf(processor, call), call.form),
  },
  { method: 'POST', path: '/v1/disputes/:id/close', handle: (processor, call) => closeDispute(processor, disputeOf(processor, call)) },
  {
    method: 'POST',
    path: '/v1/files',
    handle(processor, { upload }) {
      if (!upload) throw invalid('A file comes as multipart/form-data.', { param: 'file' });
      return uploadFile(processor, upload.body, upload.contentType);
    },
  },
  {
    method: 'POST',
    path: '/v1/payment_methods',
    browser: true,
    handle(processor, { form }) {
      if (text(form, 'type') !== 'card') throw invalid('Only cards are spoken here.', { param: 'type' });
      const method = typedMethod(form);
      const wire = { ...method.wire, metadata: metadata(form) };
      return processor.books.put('method', { ...method, wire }).wire;
    },
  },
  {
    method: 'GET',
    path: '/v1/payment_methods/:id',
    handle: (processor, { id }) => findMethod(processor, id),
  },
  { method: 'POST', path: '/v1/payment_methods/:id/detach', handle: (processor, { id }) => detachMethod(processor, id) },
  { method: 'POST', path: '/v1/customers', handle: (processor, { form }) => createCustomer(processor, form) },
  { method: 'GET', path: '/v1/customers/:id', handle: (processor, { id }) => findCustomer(processor, id) },
  {
    method: 'GET',
    path: '/v1/customers/:id/payment_methods',
    handle: (processor, { id, form }) => pageOf(`/v1/customers/${id}/payment_methods`, methodsOf(processor, id), form),
  },
];

/** Adds Stripe's paths under /v1. */
export function addApi(app: FastifyInstance, processor: Processor): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 256_000 }, (_request, body, done) => {
    done(null, body);
  });
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer', bodyLimit: 6_000_000 }, (_request, body, done) => done(null, body));
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/v1/')) return;
    reply.header('access-control-allow-origin', '*').header('stripe-version', apiVersion).header('request-id', newProcessorId('req', 18));
    if (request.method !== 'OPTIONS') return;
    reply.header('access-control-allow-headers', 'authorization, content-type, idempotency-key').header('access-control-max-age', '600');
    return reply.code(204).send();
  });
  app.options('/v1/*', async (_request, reply) => reply.code(204).send());
  for (const route of routes) {
    app.route({ method: route.method, url: route.path, handler: (request, reply) => answer(processor, route, request, reply) });
  }
}

async function answer(processor: Processor, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { faults } = processor;
  try {
    const { body: sent } = request;
    const upload = Buffer.isBuffer(sent) ? { body: sent, contentType: request.headers['content-type'] ?? '' } : undefined;
    const raw = route.method === 'POST' ? (upload?.body.toString('latin1') ?? String(sent ?? '')) : (request.url.split('?')[1] ?? '');
    const form = upload ? {} : parseForm(raw);
    const secretKey = mustHaveKey(request, form, route);
    const key = request.headers['idempotency-key'];
    const prepared = prepareAnswer(processor.books, typeof key === 'string' ? key : undefined, `${route.method} ${request.url} ${raw}`);
    try {
      await pause(faults.order.delayMs / 2);
      if (faults.happens(faults.order.resetRate)) return hangUp(request, reply);
      if (faults.happens(faults.order.errorRate)) throw orderedError();
      if (typeof key === 'string' && faults.happens(faults.order.busyRate)) throw keyInUse();
      const { id = '' } = request.params as { id?: string };
      const { status, body, replayed } = prepared.run(() => {
        const done = route.handle(processor, { form, id, secretKey, ...(upload && { upload }) });
        if (route.method === 'POST' && faults.happens(faults.order.errorAfterRate)) throw orderedError();
        return expand(processor.books, done, list(form, 'expand'));
      });
      await pause(faults.order.delayMs / 2);
      if (route.method === 'POST' && faults.happens(faults.order.loseAnswerRate)) return hangUp(request, reply);
      if (typeof key === 'string') reply.header('idempotency-key', key);
      if (replayed) reply.header('idempotent-replayed', 'true');
      return reply.code(status).send(body);
    } finally {
      prepared.release();
    }
  } catch (error) {
    if (error instanceof ProcessorError) return reply.code(error.status).send({ error: error.body });
    throw error;
  }
}

function orderedError(): ProcessorError {
  return new ProcessorError(500, { type: 'api_error', message: 'An error was ordered.' });
}

function hangUp(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}

/** @returns whether the key is a secret one. */
function mustHaveKey(request: FastifyRequest, form: Form, route: Route): boolean {
  const [scheme = '', value = ''] = (request.headers.authorization ?? '').split(' ');
  const shown = scheme === 'Basic' ? Buffer.from(value, 'base64').toString().replace(/:$/, '') : value;
  const key = shown || text(form, 'key') || '';
  if (/^(sk|rk)_/.test(key)) return true;
  if (/^pk_/.test(key) && route.browser) return false;
  throw new ProcessorError(/^pk_/.test(key) ? 403 : 401, {
    type: 'invalid_request_error',
    message: 'You did not provide an API key that allows this call.',
  });
}

async function pause(ms: number): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}
