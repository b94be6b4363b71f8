import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { orDiskFull, requireSpace } from './space.ts';

describe('a disk that is nearly full', () => {
  it('is told before anything starts, with how much is free and needed', () => {
    expect(() => requireSpace(tmpdir(), 12_000_000)).toThrow(/The disk is nearly full: 12 MB are free in .*, 1000 MB are needed/);
    expect(() => requireSpace(tmpdir(), 2e9)).not.toThrow();
  });

  it('is told from other causes when something failed on the way', () => {
    expect(orDiskFull('could not write: No space left on device', 'It failed')).toContain('The disk is full');
    expect(orDiskFull('Error: ENOSPC: write', 'It failed')).toContain('The disk is full');
    expect(orDiskFull('permission denied', 'It failed')).toBe('It failed');
  });
});
