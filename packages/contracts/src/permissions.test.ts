import { describe, expect, it } from 'vitest';
import { permissionsOf, type ServiceName, serviceCalls, serviceNames } from './permissions.ts';

describe('who may what', () => {
  it('adds up over roles, and a customer has no permission', () => {
    expect([...permissionsOf(['customer'])]).toEqual([]);
    expect([...permissionsOf(['support', 'finance'])].toSorted()).toEqual([
      'notifications:read',
      'orders:cancel',
      'orders:note',
      'orders:read',
      'orders:refund',
      'orders:write',
      'payments:read',
      'payments:write',
      'promotions:read',
      'returns:receive',
      'returns:write',
      'settings:read',
    ]);
  });

  it('lets no service reach itself through the calls of others', () => {
    const reached = (from: ServiceName, seen: ServiceName[] = []): ServiceName[] => {
      const next: readonly ServiceName[] = serviceCalls[from];
      return next.flatMap((name) => (seen.includes(name) ? [name] : [name, ...reached(name, [...seen, name])]));
    };
    for (const name of serviceNames) expect(reached(name), name).not.toContain(name);
  });
});
