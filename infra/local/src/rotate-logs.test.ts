import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentedRetention } from '@tradewind/testing';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { keepLogsShort, retention, rotateLogs } from './rotate-logs.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tradewind-logs-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

const path = (name: string) => join(folder, name);
const text = (name: string) => readFileSync(path(name), 'utf8');
const linesOf = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `line ${from + index}\n`).join('');

it('is kept as docs/retention.md says', () => {
  expect(documentedRetention('local')).toEqual(retention);
});

describe('a log', () => {
  it('that is too long is cut, and its last whole lines are kept in place of those before', () => {
    writeFileSync(path('order.log'), linesOf(10, 60));
    writeFileSync(path('order.previous.log'), 'older than that\n'.repeat(50));
    rotateLogs(folder, 100);
    expect(text('order.log')).toBe('');
    // Eight bytes a line: twelve whole ones fit into a hundred.
    expect(text('order.previous.log')).toBe(linesOf(48, 60));
  });

  it('that is longer than what is read at once is kept as well', () => {
    const line = `${'x'.repeat(99)}\n`;
    writeFileSync(path('order.log'), line.repeat(40_000));
    rotateLogs(folder, 3_000_050);
    expect(text('order.previous.log')).toBe(line.repeat(30_000));
  });

  it('that is as long as it may be, or no log, stays as it is', () => {
    const files = { 'order.log': 'a'.repeat(100), 'order.previous.log': 'b'.repeat(101), 'journal.jsonl': 'c'.repeat(101) };
    for (const [name, content] of Object.entries(files)) writeFileSync(path(name), content);
    rotateLogs(folder, 100);
    for (const [name, content] of Object.entries(files)) expect(text(name)).toBe(content);
  });

  it('is cut although its end cannot be kept', () => {
    writeFileSync(path('order.log'), 'x'.repeat(101));
    mkdirSync(path('order.previous.log/held'), { recursive: true });
    rotateLogs(folder, 100);
    expect(text('order.log')).toBe('');
    expect(existsSync(path('order.previous.log.new'))).toBe(false);
  });

  it('stays short while a process writes to it, and says the newest in whole lines', async () => {
    const log = openSync(path('order.log'), 'a');
    const write = `
      const { writeSync } = require('node:fs');
      const pause = new Int32Array(new SharedArrayBuffer(4));
      for (let count = 0; count < 20_000; count += 1) {
        writeSync(1, 'line ' + count + ' ' + 'x'.repeat(100) + '\\n');
        if (count % 500 === 0) Atomics.wait(pause, 0, 0, 5);
      }`;
    const writer = spawn(process.execPath, ['-e', write], { stdio: ['ignore', log, 'inherit'] });
    closeSync(log);
    const end = keepLogsShort(folder, { maxBytes: 100_000, everyMs: 5 });
    let cuts = 0;
    let longest = 0;
    const watch = setInterval(() => {
      longest = Math.max(longest, statSync(path('order.log')).size);
      cuts += existsSync(path('order.previous.log')) ? 1 : 0;
    }, 1);
    await once(writer, 'exit');
    clearInterval(watch);
    end();
    rotateLogs(folder, 100_000);
    expect(cuts).toBeGreaterThan(0);
    expect(longest).toBeLessThan(20_000 * 100);
    expect(statSync(path('order.log')).size).toBeLessThanOrEqual(100_000);
    expect(statSync(path('order.previous.log')).size).toBeLessThanOrEqual(100_000);
    const said = `${text('order.previous.log')}${text('order.log')}`.trimEnd().split('\n');
    const numbers = said.map((line) => Number(/^line (\d+) x{100}$/.exec(line)?.[1]));
    expect(numbers).toEqual(numbers.toSorted((left, right) => left - right));
    expect(numbers.at(-1)).toBe(19_999);
  });
});
