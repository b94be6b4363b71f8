import { newId } from '@tradewind/contracts/ids';
import { permissionsOf } from '@tradewind/contracts/permissions';
import { expect, test } from 'vitest';
import { actorLabel, currentCall, maybeCall, runInCall } from './scope.ts';

test('outside of a call there is none', () => {
  expect(maybeCall()).toBeUndefined();
  expect(currentCall).toThrow('no call under way');
});

test('a call is a guest’s, in a new trace and without a deadline, unless told', async () => {
  await runInCall({ traceparent: 'nonsense' }, async () => {
    expect(currentCall()).toMatchObject({ actor: { kind: 'guest' }, caller: null, deadline: Number.POSITIVE_INFINITY, replayed: false });
    expect(currentCall().traceparent).toContain(currentCall().traceId);
    expect(currentCall().signal.aborted).toBe(false);
  });
});

test('a call inside of another is its own, and the outer one comes back', async () => {
  await runInCall({ actor: { kind: 'service', name: 'order' } }, async () => {
    const outer = currentCall();
    await runInCall({}, async () => expect(currentCall().actor).toEqual({ kind: 'guest' }));
    expect(currentCall()).toBe(outer);
  });
});

test('the signal is aborted at the deadline, and by a signal that was given', async () => {
  await runInCall({ deadline: Date.now() + 20 }, async () => {
    const { signal } = currentCall();
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    expect(Date.now()).toBeGreaterThanOrEqual(currentCall().deadline - 1);
  });
  const controller = new AbortController();
  await runInCall({ signal: controller.signal }, async () => {
    controller.abort();
    expect(currentCall().signal.aborted).toBe(true);
  });
});

test('actors have labels', () => {
  const id = newId('user');
  expect(actorLabel({ kind: 'guest' })).toBe('guest');
  expect(actorLabel({ kind: 'service', name: 'order' })).toBe('order');
  expect(actorLabel({ kind: 'user', id, roles: [], permissions: permissionsOf([]), sessionId: 's' })).toBe(id);
});
