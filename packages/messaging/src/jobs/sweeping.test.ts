import { createLogger, runInCall } from '@tradewind/service';
import { describe, expect, it } from 'vitest';
import { sweepEach, sweepRows } from './sweeping.ts';

function listening() {
  const lines: string[] = [];
  const log = createLogger({ service: 'order', level: 'warn', destination: { write: (line) => void lines.push(line) } });
  return { lines, log };
}

const items = ['a', 'b', 'c', 'd'].map((id) => ({ id }));
/** Sooner than any one item may take. */
const soon = () => Date.now() + 5_000;

describe('sweepEach', () => {
  it('goes on after one that fails, and counts what became of each', async () => {
    const { lines, log } = listening();
    const found = await runInCall({ log }, () =>
      sweepEach(items, ['even', 'odd', 'never'], async ({ id }) => {
        if (id === 'b') throw new Error('a defect');
        return id === 'd' ? 'even' : 'odd';
      }),
    );
    expect(found).toEqual({ even: 1, odd: 2, never: 0, failed: 1, left: 0 });
    expect(lines.map((line) => JSON.parse(line))).toEqual([expect.objectContaining({ id: 'b', err: expect.anything() })]);
  });

  it('leaves what it has no time for', async () => {
    const seen: string[] = [];
    const controller = new AbortController();
    const work = async ({ id }: { id: string }) => {
      seen.push(id);
      controller.abort();
      return 'done' as const;
    };
    expect(await runInCall({ signal: controller.signal }, () => sweepEach(items, ['done'], work))).toEqual({ done: 1, failed: 0, left: 3 });
    expect(await runInCall({ deadline: soon() }, () => sweepEach(items, ['done'], work))).toEqual({ done: 0, failed: 0, left: 4 });
    expect(seen).toEqual(['a']);
  });
});

describe('sweepRows', () => {
  it('comes again until nothing is left, and goes on after one that fails', async () => {
    const { lines, log } = listening();
    const answers = [1_000, 12, 0];
    const limits: number[] = [];
    const sweeps = {
      old: async (limit: number) => {
        limits.push(limit);
        return answers.shift() ?? 0;
      },
      broken: () => Promise.reject(new Error('a defect')),
      empty: async () => 0,
    };
    expect(await runInCall({ log }, () => sweepRows(sweeps))).toEqual({ old: 1_012, broken: 0, empty: 0, failed: 1 });
    expect(new Set(limits)).toEqual(new Set([1_000]));
    expect(lines.map((line) => JSON.parse(line))).toEqual([expect.objectContaining({ what: 'broken' })]);
  });

  it('ends when its time is short, though more is left', async () => {
    const endless = () => runInCall({ deadline: soon() }, () => sweepRows({ endless: async () => 1 }));
    expect(await endless()).toEqual({ endless: 0, failed: 0 });
  });
});
