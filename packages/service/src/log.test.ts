import { expect, test } from 'vitest';
import { createLogger } from './log.ts';
import { runInCall } from './scope.ts';

const canary = 'canary-7f3a';
const token = 'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJ1c3JfMSJ9.c2lnbmF0dXJl';

function capture() {
  const lines: string[] = [];
  const log = createLogger({ service: 'order', level: 'info', destination: { write: (line) => lines.push(line) } });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> };
}

test('a line has its level, service and the trace id of the call under way', async () => {
  const { log, last } = capture();
  await runInCall({}, async () => log.info({ orderId: 'ord_1' }, 'placed'));
  expect(last()).toMatchObject({ level: 'info', service: 'order', orderId: 'ord_1', msg: 'placed' });
  expect(last().traceId).toMatch(/^[0-9a-f]{32}$/);
});

test.each([
  'password',
  'newPassword',
  'accessToken',
  'refresh_token',
  'Authorization',
  'set-cookie',
  'clientSecret',
  'cardNumber',
  'card',
  'cvc',
  'x-api-key',
  'orderToken',
])('what is under %s is taken out at any depth', (key) => {
  const { log, lines } = capture();
  log.info({ [key]: canary, deep: { list: [{ [key]: canary }], [key]: { inner: canary } } }, 'x');
  expect(lines.join()).not.toContain(canary);
  expect(lines.join()).toContain('[redacted]');
});

test('registration codes go, codes of errors stay', () => {
  const { log, last } = capture();
  log.info({ code: '482913', inner: { code: 'OUT_OF_STOCK', state: { code: '23505' } } });
  expect(last()).toMatchObject({ code: '[redacted]', inner: { code: 'OUT_OF_STOCK', state: { code: '23505' } } });
});

test.each([
  ['a JWT', `token is ${token}!`, token],
  ['a bearer token', 'sent Authorization: Bearer abcdefgh12345678', 'abcdefgh12345678'],
  ['a password in a URL', 'cannot reach postgres://order:s3cr3t@db:5432/order', 's3cr3t'],
  ['a card number', 'paid with 4242424242424242 today', '4242424242424242'],
  ['a card number with spaces', 'paid with 4242 4242 4242 4242', '4242 4242 4242 4242'],
  ['an American Express number', 'paid with 378282246310005', '378282246310005'],
])('%s goes out of free text', (_, text, secret) => {
  const { log, lines } = capture();
  log.info(text);
  log.error({ err: new Error(text, { cause: new Error(text) }) });
  expect(lines.join()).not.toContain(secret);
});

test('a card number as a number leaves a line that is still JSON, and other long numbers stay', () => {
  const { log, last } = capture();
  log.info({ a: 4242424242424242, b: 1763809200000, c: 'ord_01jd4242424242424242', d: '4242424242424241' });
  expect(last()).toMatchObject({ a: 4000000000000000, b: 1763809200000, c: 'ord_01jd4242424242424242', d: '4242424242424241' });
});

test('of an error there is its kind, message, code, stack and cause, and nothing of the row', () => {
  const { log, last, lines } = capture();
  log.error({ err: Object.assign(new Error('duplicate', { cause: 'odd' }), { code: '23505', detail: `Key (email)=(${canary})` }) });
  expect(last().err).toMatchObject({ type: 'Error', message: 'duplicate', code: '23505', cause: 'odd' });
  expect(lines.join()).not.toContain(canary);
});

test('maps, dates and endless depth do no harm', () => {
  const { log, last } = capture();
  const deep: Record<string, unknown> = {};
  deep.self = deep;
  log.info({ map: new Map([['password', canary]]), set: new Set([1]), at: new Date(0), deep, none: { password: null } });
  expect(JSON.stringify(last())).not.toContain(canary);
  expect(last()).toMatchObject({ at: '1970-01-01T00:00:00.000Z', none: { password: null } });
});
