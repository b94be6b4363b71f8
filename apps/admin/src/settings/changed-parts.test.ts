import { expect, it } from 'vitest';
import { changedParts } from './changed-parts.ts';

it('are told down to the value that differs', () => {
  const before = { name: 'A', zones: [{ id: 'us', price: 1 }], gone: true };
  const after = { name: 'A', zones: [{ id: 'us', price: 2 }, { id: 'eu' }] };
  expect(changedParts(before, after)).toEqual([
    { path: 'zones › 0 › price', from: '1', to: '2' },
    { path: 'zones › 1', from: '', to: '{"id":"eu"}' },
    { path: 'gone', from: 'true', to: '' },
  ]);
  expect(changedParts(before, before)).toEqual([]);
});
