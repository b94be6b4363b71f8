import { newId } from '@tradewind/contracts/ids';
import { createServiceSigner, createTokenVerifier } from '@tradewind/service';
import { expect, test } from 'vitest';
import { testKeys } from './keys.ts';

const verifier = createTokenVerifier({ service: 'product', serviceJwks: testKeys.serviceJwks, userKeys: testKeys.userJwks });

test('a test’s user is believed, with the roles it was given', async () => {
  const id = newId('user');
  expect(await verifier.bearer(testKeys.userToken({ id, roles: ['admin'] }))).toMatchObject({ kind: 'user', id, roles: ['admin'] });
  await expect(verifier.bearer(testKeys.userToken({ id, expiresIn: -60 }))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('a test may sign as any service', async () => {
  const signer = createServiceSigner({ name: 'order', privateKey: testKeys.servicePrivateKey('order') });
  expect(await verifier.bearer(await signer.tokenFor('product'))).toEqual({ kind: 'service', name: 'order' });
});
