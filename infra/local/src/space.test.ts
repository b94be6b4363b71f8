import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { requireSpace } from './space.ts';

describe('a disk that is nearly full', () => {
  it('is told before anything starts, with how much is free and needed', () => {
    expect(() => requireSpace(tmpdir(), 12_000_000)).toThrow(/The disk is nearly full: 12 MB are free in .*, 1000 MB are needed/);
    expect(() => requireSpace(tmpdir(), 2e9)).not.toThrow();
  });
});
