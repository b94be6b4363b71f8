import { expect, it } from 'vitest';
import { orDiskFull } from './disk-full.ts';

it('a full disk is told from other causes when something failed on the way', () => {
  expect(orDiskFull('could not write: No space left on device', 'It failed')).toContain('The disk is full');
  expect(orDiskFull('Error: ENOSPC: write', 'It failed')).toContain('The disk is full');
  expect(orDiskFull('permission denied', 'It failed')).toBe('It failed');
});
