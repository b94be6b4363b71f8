import { describe, expect, it } from 'vitest';
import { createPasswords } from './passwords.ts';

describe('passwords', () => {
  it('hashes with argon2id at the agreed cost, each time differently', async () => {
    const passwords = createPasswords({ parallel: 2, waiting: 8 });
    const first = await passwords.hash('correct horse battery');
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwords.hash('correct horse battery')).not.toBe(first);
    expect(await passwords.verify(first, 'correct horse battery')).toBe(true);
    expect(await passwords.verify(first, 'Correct horse battery')).toBe(false);
  });

  it('says no without a hash, in about the time of a real one', async () => {
    const passwords = createPasswords({ parallel: 1, waiting: 8 });
    const stored = await passwords.hash('correct horse battery');
    const timed = async (hash: string | null) => {
      const times = [];
      for (let i = 0; i < 7; i++) {
        const started = performance.now();
        expect(await passwords.verify(hash, 'wrong')).toBe(false);
        times.push(performance.now() - started);
      }
      return Math.min(...times);
    };
    await timed(null);
    expect((await timed(null)) / (await timed(stored))).toBeGreaterThan(0.4);
  });

  it('runs a bounded number at a time, in order, and turns away whom the line does not hold', async () => {
    const passwords = createPasswords({ parallel: 2, waiting: 3 });
    const results = await Promise.allSettled(Array.from({ length: 7 }, () => passwords.hash('correct horse battery')));
    expect(results.map(({ status }) => status)).toEqual([...Array(5).fill('fulfilled'), 'rejected', 'rejected']);
    expect(results[6]).toMatchObject({ reason: { code: 'RATE_LIMITED', extras: { retryAfter: 1 } } });
    // The line is free again.
    await expect(passwords.hash('correct horse battery')).resolves.toBeTruthy();
  });
});
