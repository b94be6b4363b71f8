import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId } from '@tradewind/contracts/ids';
import { testKeys } from '@tradewind/testing';
import { importJWK, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServiceSigner, createTokenVerifier, serviceIssuer } from './auth.ts';

const { serviceJwks, userJwks, userToken } = testKeys;
const id = newId('user');
const verifier = createTokenVerifier({ service: 'order', serviceJwks, userKeys: userJwks });
const gateway = createServiceSigner({ name: 'gateway', privateKey: testKeys.servicePrivateKey('gateway') });

const jwks = { asked: 0, down: false };
const server = createServer((_, response) => {
  jwks.asked += 1;
  response.writeHead(jwks.down ? 500 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(userJwks));
});
let jwksUrl = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/.well-known/jwks.json`;
});
afterAll(() => void server.close());

test('a user’s token tells who it is and what they may do', async () => {
  const actor = await verifier.bearer(userToken({ id, roles: ['finance'], sessionId: newId('session') }));
  expect(actor).toMatchObject({ kind: 'user', id, roles: ['finance'] });
  expect(actor.kind === 'user' && actor.permissions.has('orders:refund')).toBe(true);
});

test('a checked token is remembered, until it ends', async () => {
  const token = userToken({ id, expiresIn: -3 });
  const first = await verifier.bearer(token);
  expect(await verifier.bearer(token)).toBe(first);
  const ended = userToken({ id, expiresIn: -10 });
  await expect(verifier.bearer(ended)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  // A call may take a token along that ends meanwhile; what is remembered of it does not make it good at the front door.
  await expect(verifier.user(ended)).resolves.toMatchObject({ id });
  await expect(verifier.bearer(ended)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  await expect(verifier.user(userToken({ id, expiresIn: -100 }))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('tampered, foreign and malformed tokens are refused', async () => {
  const [header, , signature] = userToken({ id }).split('.');
  const forged = Buffer.from(JSON.stringify({ iss: 'tradewind-user', aud: 'tradewind', sub: id, roles: ['admin'], exp: 9e9 })).toString(
    'base64url',
  );
  const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${forged}.`;
  for (const token of [`${header}.${forged}.${signature}`, none, 'nonsense', 'a.b.c', '']) {
    await expect(verifier.bearer(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  }
});

test('a service’s token names the caller, for the audience it was made for alone', async () => {
  expect(await verifier.bearer(await gateway.tokenFor('order'))).toEqual({ kind: 'service', name: 'gateway' });
  expect(await verifier.bearer(await gateway.tokenFor('order'))).toEqual({ kind: 'service', name: 'gateway' });
  expect(await gateway.tokenFor('order')).toBe(await gateway.tokenFor('order'));
  await expect(verifier.bearer(await gateway.tokenFor('payment'))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('a service that has no business with this one is refused, and so is one that signs in another’s name', async () => {
  const product = createServiceSigner({ name: 'product', privateKey: testKeys.servicePrivateKey('product') });
  await expect(verifier.bearer(await product.tokenFor('order'))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  const key = await importJWK(JSON.parse(testKeys.servicePrivateKey('product')), 'EdDSA');
  const posing = new SignJWT().setProtectedHeader({ alg: 'EdDSA', kid: 'product' }).setIssuer(serviceIssuer).setSubject('gateway');
  const token = await posing.setAudience('order').setExpirationTime('1m').sign(key);
  await expect(verifier.bearer(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('a service’s token is no user’s', async () => {
  await expect(verifier.user(await gateway.tokenFor('order'))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('published keys are fetched once, and not again for each unknown key', async () => {
  const remote = createTokenVerifier({ service: 'order', serviceJwks, userJwksUrl: jwksUrl });
  await remote.bearer(userToken({ id }));
  await remote.bearer(userToken({ id }));
  await expect(
    remote.bearer(userToken({ id }).replace(/^[^.]+/, Buffer.from('{"alg":"EdDSA","kid":"other"}').toString('base64url'))),
  ).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  });
  expect(jwks.asked).toBe(1);
});

test('without the keys nobody can be told: that is no reason to sign anybody out', async () => {
  jwks.down = true;
  const remote = createTokenVerifier({ service: 'order', serviceJwks, userJwksUrl: jwksUrl });
  await expect(remote.bearer(userToken({ id }))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  const nobody = createTokenVerifier({ service: 'order', serviceJwks, userJwksUrl: 'http://127.0.0.1:1/' });
  await expect(nobody.bearer(userToken({ id }))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  jwks.down = false;
  await expect(remote.bearer(userToken({ id }))).resolves.toMatchObject({ id });
});

test('a signer with a bad key fails when it is asked', async () => {
  const signer = createServiceSigner({ name: 'order', privateKey: '{"kty":"OKP","crv":"Ed25519","x":"AA","d":"AA"}' });
  await expect(signer.tokenFor('product')).rejects.toThrow();
});
