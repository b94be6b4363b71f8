import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Problem, TradewindError } from '@tradewind/contracts/errors';
import { newId } from '@tradewind/contracts/ids';
import { testKeys } from '@tradewind/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createTokenVerifier } from './auth.ts';
import { parseInput } from './errors.ts';
import { createLogger } from './log.ts';
import { currentCall } from './scope.ts';
import { type RunningService, type ServiceOptions, startService } from './start.ts';
import { createTrpc } from './trpc.ts';

const { router, procedure } = createTrpc();
const echo = z.object({ text: z.string().max(5) });
const drained: string[] = [];
let healthy = true;
let lines: string[] = [];

const testRouter = router({
  open: procedure('public')
    .input(echo)
    .output(echo)
    .query(({ input }) => input),
  write: procedure('public')
    .output(z.object({ traceId: z.string() }))
    .mutation(() => ({ traceId: currentCall().traceId })),
  slow: procedure('public')
    .output(z.object({ aborted: z.boolean() }))
    .query(async ({ ctx }) => {
      await sleep(20_000, undefined, { signal: ctx.signal }).catch(() => undefined);
      return { aborted: true };
    }),
  fail: procedure('public')
    .output(z.object({}))
    .mutation(() => {
      throw new Error('SELECT canary FROM inside');
    }),
  badAnswer: procedure('public')
    .output(z.object({ n: z.number() }))
    .query(() => ({ n: 'canary' as unknown as number })),
  busy: procedure('public')
    .output(z.object({}))
    .mutation(() => {
      throw new TradewindError('RATE_LIMITED', 'Slow down.', { retryAfter: 7 });
    }),
});

function options(more: Partial<ServiceOptions> = {}): ServiceOptions {
  return {
    name: 'order',
    host: '127.0.0.1',
    port: 0,
    log: createLogger({ service: 'order', level: 'info', destination: { write: (line) => lines.push(line) } }),
    router: testRouter,
    verifier: createTokenVerifier({ service: 'order', serviceJwks: testKeys.serviceJwks, userKeys: testKeys.userJwks }),
    checks: { database: async () => (healthy ? 1 : Promise.reject(new Error('down'))), events: async () => 1 },
    drain: [async () => void drained.push('consumers'), () => Promise.reject(new Error('x')), async () => void drained.push('database')],
    routes(app) {
      app.post('/own', async (request) => ({ traceId: currentCall().traceId, ...parseInput(echo, request.body) }));
      app.get('/who', async () => ({ actor: currentCall().actor, address: currentCall().clientAddress }));
      app.get('/boom', async () => Promise.reject(new Error('canary')));
      app.get('/schema', { schema: { querystring: { type: 'object', properties: { n: { type: 'integer' } } } } }, async () => ({}));
    },
    ...more,
  };
}

let service: RunningService;
beforeAll(async () => {
  service = await startService(options());
});
afterAll(() => service.close());

async function ask(path: string, init: RequestInit = {}) {
  const response = await fetch(service.url + path, init);
  const body = (await response.json()) as Problem & { error?: { data: { problem: Problem } }; result?: { data: unknown } };
  return { status: response.status, type: response.headers.get('content-type') ?? '', headers: response.headers, body };
}

const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const input = (value: unknown) => encodeURIComponent(JSON.stringify(value));

test('a query, a mutation, and a long query by POST are answered', async () => {
  expect((await ask(`/trpc/open?input=${input({ text: 'hi' })}`)).body.result?.data).toEqual({ text: 'hi' });
  expect((await ask('/trpc/open', json({ text: 'hi' }))).body.result?.data).toEqual({ text: 'hi' });
  expect((await ask('/trpc/write', { method: 'POST', headers: { 'content-type': 'application/json' } })).status).toBe(200);
});

test('a mutation is not reached by GET', async () => {
  expect(await ask('/trpc/write')).toMatchObject({ status: 404, body: { error: { data: { problem: { code: 'NOT_FOUND' } } } } });
});

test('a batch is answered in its order, each operation with its own result', async () => {
  const { status, body } = await ask(`/trpc/open,open?batch=1&input=${input({ 0: { text: 'a' }, 1: { text: 'too long' } })}`);
  expect(status).toBe(207);
  expect(body).toMatchObject([{ result: { data: { text: 'a' } } }, { error: { data: { problem: { code: 'INVALID_INPUT' } } } }]);
});

test('bad input is told by field', async () => {
  const { status, body } = await ask('/trpc/open', json({ text: 1 }));
  expect(status).toBe(400);
  expect(body.error?.data.problem).toMatchObject({ code: 'INVALID_INPUT', status: 400, errors: [{ path: 'text' }] });
});

test.each([
  ['a body over the limit', '/trpc/write', json(`{"a":"${'x'.repeat(1_100_000)}"}`), 413, 'PAYLOAD_TOO_LARGE'],
  ['500 operations', `/trpc/${Array(500).fill('open').join(',')}?batch=1`, {}, 400, 'INVALID_INPUT'],
  ['21 operations', `/trpc/${Array(21).fill('open').join(',')}?batch=1`, {}, 400, 'INVALID_INPUT'],
  ['a body that is no JSON', '/trpc/write', json('{'), 400, 'INVALID_INPUT'],
  ['an input that is no JSON', '/trpc/open?input={', {}, 400, 'INVALID_INPUT'],
  ['another content type', '/trpc/write', { method: 'POST', body: 'x', headers: { 'content-type': 'text/csv' } }, 400, 'INVALID_INPUT'],
  ['an unknown address', '/nothing', {}, 404, 'NOT_FOUND'],
  ['a route’s bad JSON', '/own', json('{'), 400, 'INVALID_INPUT'],
  ['a route’s bad field', '/own', json({ text: 'too long' }), 400, 'INVALID_INPUT'],
  ['a route’s bad query', '/schema?n=x', {}, 400, 'INVALID_INPUT'],
  ['a failure inside', '/boom', {}, 500, 'INTERNAL'],
  ['a token that is not valid', '/who', { headers: { authorization: 'Bearer x' } }, 401, 'UNAUTHENTICATED'],
] as const)('%s is a problem', async (_, path, init, status, code) => {
  const answer = await ask(path, init);
  expect(answer).toMatchObject({ status, body: { status, code } });
  expect(answer.type).toContain('application/problem+json');
  expect(answer.body.traceId).toMatch(/^[0-9a-f]{32}$/);
  if (path.startsWith('/trpc')) expect(answer.body.error?.data.problem.code).toBe(code);
});

test.each(['toString', 'constructor', '__proto__', 'open.x', ','])('a procedure called %s is not found', async (name) => {
  expect((await ask(`/trpc/${encodeURIComponent(name)}`)).status).toBe(404);
});

test('an address that cannot be decoded is a problem', async () => {
  const { status, type, body } = await ask('/%E0%A4%A');
  expect([status, type, body.code]).toEqual([400, 'application/problem+json; charset=utf-8', 'INVALID_INPUT']);
});

test('what is not HTTP is told so, as a problem', async () => {
  const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
  socket.end('NONSENSE\r\n\r\n');
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 400 [\s\S]+application\/problem\+json[\s\S]+"code":"INVALID_INPUT"/);
});

test('a failure inside says nothing of itself, and is logged with its trace', async () => {
  lines = [];
  for (const [path, init] of [
    ['/trpc/fail', json({})],
    ['/trpc/badAnswer', {}],
    ['/boom', {}],
  ] as const) {
    const { status, body } = await ask(path, init);
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toMatch(/canary|stack/);
    const { traceId } = body.error?.data.problem ?? body;
    expect(lines.some((line) => line.includes(traceId) && line.includes('"level":"error"'))).toBe(true);
  }
});

test('a rate limit says when to come again', async () => {
  const { status, headers } = await ask('/trpc/busy', json({}));
  expect([status, headers.get('retry-after')]).toEqual([429, '7']);
});

test('the trace of the caller goes on, in procedures and in routes with a body', async () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const init = json({ text: 'hi' });
  const traced = { ...init, headers: { ...init.headers, traceparent: `00-${traceId}-b7ad6b7169203331-01` } };
  expect((await ask('/trpc/write', traced)).body.result?.data).toEqual({ traceId });
  expect((await ask('/own', traced)).body.traceId).toBe(traceId);
});

test('the call is still there after a body that came in pieces', async () => {
  const traceId = '1af7651916cd43dd8448eb211c80319c';
  const headers = { 'content-type': 'application/json', traceparent: `00-${traceId}-b7ad6b7169203331-01` };
  const request = httpRequest(`${service.url}/own`, { method: 'POST', headers });
  request.write('{"text":');
  await sleep(100);
  request.end('"hi"}');
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  expect(JSON.parse(Buffer.concat(chunks).toString())).toEqual({ traceId, text: 'hi' });
});

test('a user is known by their token, and nobody’s word is taken for an address', async () => {
  const id = newId('user');
  const headers = { authorization: `Bearer ${testKeys.userToken({ id })}`, 'x-tradewind-client': '6.6.6.6', 'x-forwarded-for': '6.6.6.6' };
  expect((await ask('/who', { headers })).body).toMatchObject({ actor: { kind: 'user', id }, address: '127.0.0.1' });
});

test('a trusted proxy’s forwarded address is believed', async () => {
  const behind = await startService(options({ trustedProxies: '127.0.0.1', drain: [] }));
  const response = await fetch(`${behind.url}/who`, { headers: { 'x-forwarded-for': '6.6.6.6' } });
  expect(await response.json()).toMatchObject({ address: '6.6.6.6' });
  await behind.close();
});

test('what takes too long is answered at the deadline, the caller’s or the service’s own', async () => {
  const started = Date.now();
  const late = await ask('/trpc/slow', { headers: { 'x-tradewind-deadline': String(started + 100) } });
  expect(late).toMatchObject({ status: 504, body: { error: { data: { problem: { code: 'DEADLINE_EXCEEDED' } } } } });
  expect(Date.now() - started).toBeLessThan(10_000);
  expect((await ask('/trpc/slow', { headers: { 'x-tradewind-deadline': '1' } })).status).toBe(504);
  const hasty = await startService(options({ deadlineMs: 50, drain: [] }));
  expect((await fetch(`${hasty.url}/trpc/slow`)).status).toBe(504);
  await hasty.close();
});

test('ready names what is lacking, live does not mind', async () => {
  expect(await ask('/health/ready')).toMatchObject({ status: 200, body: { checks: ['database', 'events'] } });
  healthy = false;
  expect(await ask('/health/ready')).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE', failing: ['database'] } });
  expect(await ask('/health/live')).toMatchObject({ status: 200 });
  healthy = true;
});

test('the figures tell procedures by their result', async () => {
  await ask(`/trpc/open?input=${input({ text: 'hi' })}`);
  const text = await (await fetch(`${service.url}/metrics`)).text();
  expect(text).toMatch(/tradewind_rpc_duration_seconds_count\{procedure="open",code="OK"\} \d+/);
  expect(text).toMatch(/tradewind_http_duration_seconds_count\{method="GET",route="\/trpc\/:path",status="200"\} \d+/);
  expect(text).toContain('process_cpu_seconds_total');
});

test('close finishes what runs, then drains in order, once', async () => {
  const closing = await startService(options());
  const running = fetch(`${closing.url}/trpc/slow`, { headers: { 'x-tradewind-deadline': String(Date.now() + 500) } });
  await sleep(100);
  const [response] = await Promise.all([running, closing.close(), closing.close()]);
  expect(response.status).toBe(504);
  expect(drained).toEqual(['consumers', 'database']);
  await expect(fetch(`${closing.url}/health/live`)).rejects.toThrow();
});
