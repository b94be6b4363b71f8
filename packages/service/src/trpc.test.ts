import { newId } from '@tradewind/contracts/ids';
import { permissionsOf, type Role, type ServiceName } from '@tradewind/contracts/permissions';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Actor, currentCall, runInCall } from './scope.ts';
import { type Access, authorise, createTrpc } from './trpc.ts';

const guest: Actor = { kind: 'guest' };
const service: Actor = { kind: 'service', name: 'order' };
const user = (...roles: Role[]): Actor => ({
  kind: 'user',
  id: newId('user'),
  roles,
  permissions: permissionsOf(roles),
  sessionId: newId('session'),
});

function verdict(actor: Actor, caller: ServiceName | null, access: Access): string {
  try {
    authorise({ actor, caller }, access);
    return 'OK';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'odd';
  }
}

const refunds: Access = { permission: 'orders:refund' };
const orderOnly: Access = { callers: ['order'] };

test.each<[string, Actor, ServiceName | null, Access, string]>([
  ['a guest, public', guest, null, 'public', 'OK'],
  ['a guest, signed in', guest, null, 'signed-in', 'UNAUTHENTICATED'],
  ['a guest through the gateway, signed in', guest, 'gateway', 'signed-in', 'UNAUTHENTICATED'],
  ['a guest, permission', guest, null, refunds, 'UNAUTHENTICATED'],
  ['a guest, callers', guest, null, orderOnly, 'UNAUTHENTICATED'],
  ['a customer, signed in', user('customer'), null, 'signed-in', 'OK'],
  ['a customer, permission', user('customer'), null, refunds, 'FORBIDDEN'],
  ['finance, permission', user('finance'), 'gateway', refunds, 'OK'],
  ['an administrator, callers', user('admin'), null, orderOnly, 'FORBIDDEN'],
  ['an administrator through the gateway, callers', user('admin'), 'gateway', orderOnly, 'FORBIDDEN'],
  ['a listed service for itself', service, 'order', orderOnly, 'OK'],
  ['a listed service for a guest', guest, 'order', orderOnly, 'OK'],
  ['another service for a guest', guest, 'gateway', orderOnly, 'FORBIDDEN'],
  ['a service for itself, signed in', service, 'order', 'signed-in', 'FORBIDDEN'],
  ['a service for itself, permission', service, 'order', refunds, 'FORBIDDEN'],
])('%s', (_, actor, caller, access, expected) => {
  expect(verdict(actor, caller, access)).toBe(expected);
});

const { router, procedure } = createTrpc();
const sample = router({
  staff: {
    refund: procedure(refunds)
      .input(z.object({ n: z.int() }))
      .output(z.string())
      .mutation(() => currentCall().traceId),
  },
});

test('access can be read off the router', () => {
  const procedures: Record<string, unknown> = sample._def.procedures;
  expect(procedures['staff.refund']).toHaveProperty('_def.meta', { access: refunds });
});

test('who is not allowed does not learn what the input should have been', async () => {
  const refused = runInCall({ actor: user('customer') }, () => sample.createCaller(currentCall()).staff.refund({ n: 1.5 }));
  await expect(refused).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('a procedure called directly runs inside of the call it was given', async () => {
  const call = await runInCall({ actor: user('finance') }, async () => currentCall());
  expect(await sample.createCaller(call).staff.refund({ n: 1 })).toBe(call.traceId);
});
