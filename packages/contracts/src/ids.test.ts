import { describe, expect, it } from 'vitest';
import { idPattern, newId, newUuid } from './ids.ts';

describe('ids', () => {
  it('carry their kind, are told from other kinds, and never repeat', () => {
    const ids = Array.from({ length: 5_000 }, () => newId('order'));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => idPattern('order').test(id))).toBe(true);
    expect(idPattern('cart').test(newId('order'))).toBe(false);
    expect(idPattern('order').test(`${newId('order')}x`)).toBe(false);
  });

  it('sort by the time they were made, also within one millisecond', () => {
    const ids = Array.from({ length: 20_000 }, () => newId('order'));
    expect(ids.toSorted()).toEqual(ids);
  });

  it('are UUIDs of version 7 inside, with the time in front', () => {
    const before = Date.now();
    const uuid = newUuid();
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    // The clock of ids may run ahead of the machine's by the ids of a busy millisecond.
    expect(Number.parseInt(uuid.replaceAll('-', '').slice(0, 12), 16)).toBeGreaterThanOrEqual(before);
  });
});
