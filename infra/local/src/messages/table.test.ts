import { expect, it } from 'vitest';
import { table } from './table.ts';

const rows = [
  ['product', '1', 'a\n  defect'],
  ['notification', '12', ''],
];

it('puts columns below each other, and each row on one line', () => {
  expect(table(['SERVICE', 'N', 'ERROR'], rows)).toBe(
    ['SERVICE       N   ERROR', 'product       1   a defect', 'notification  12'].join('\n'),
  );
});

it('cuts what is wider than the terminal', () => {
  const lines = table(['SERVICE', 'N', 'ERROR'], rows, 20).split('\n');
  expect(lines).toEqual(['SERVICE       N   E…', 'product       1   a…', 'notification  12']);
});
