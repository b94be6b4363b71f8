import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { armFault, type FaultKind, stepsEnv, takenSteps } from './steps.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tradewind-steps-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A process that answers two calls, each with two statements, and says what it has done. */
const program = `
  import { takeStep } from '@tradewind/service';
  const write = (text) => takeStep({ kind: 'write', names: [text] }, async () => process.stdout.write('wrote '));
  const answer = (name) => takeStep({ kind: 'answer', names: [name] }, async () => {
    await write('INSERT INTO cart (id) VALUES ($1)');
    await write('SELECT id FROM cart FOR UPDATE');
    await write('UPDATE cart SET id = $1').catch(() => process.stdout.write('failed '));
    await write('WITH held AS (SELECT 1) UPDATE cart SET id = $1');
  });
  const refuse = async () => { throw new Error('no'); };
  for (const name of ['first', 'second']) {
    await answer(name).then(() => process.stdout.write('answered '), () => process.stdout.write('refused '));
  }
  await takeStep({ kind: 'answer', names: ['refused'] }, refuse).catch(() => {});`;

async function run(): Promise<{ said: string; signal: unknown }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: import.meta.dirname,
    env: { PATH: process.env.PATH, ...stepsEnv(folder) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [, signal] = await once(child, 'close');
  return { said: said.trim(), signal };
}

const whole = 'wrote wrote wrote wrote answered';

describe('the steps of a process', () => {
  it('are written down, each by where it is, without statements that only read', async () => {
    expect(await run()).toEqual({ said: `${whole} ${whole}`, signal: null });
    expect(takenSteps(folder)).toEqual(
      ['first', 'second']
        .flatMap((name) =>
          ['', ' > write INSERT INTO cart', ' > write UPDATE cart', ' > write UPDATE cart (2)'].map((inside) => `answer ${name}${inside}`),
        )
        .concat('answer refused'),
    );
  });

  it.each<[FaultKind, string, string, string | null]>([
    ['fail', 'answer first', `refused ${whole}`, null],
    ['lose', 'answer first', `wrote wrote wrote wrote refused ${whole}`, null],
    ['fail', 'answer second > write INSERT INTO cart', `${whole} refused`, null],
    // What is tried again inside of the same step fails again.
    ['fail', 'answer first > write UPDATE cart', `wrote wrote failed refused ${whole}`, null],
    ['crash-before', 'answer second > write INSERT INTO cart', whole, 'SIGKILL'],
    ['crash-after', 'answer second > write INSERT INTO cart', `${whole} wrote`, 'SIGKILL'],
    // Also at one that refuses by itself.
    ['crash-after', 'answer refused', `${whole} ${whole}`, 'SIGKILL'],
  ])('%s at %s', async (how, step, said, signal) => {
    const armed = armFault(folder, '1', { step, how, times: 1 });
    expect(armed.hasFired()).toBe(false);
    expect(await run()).toEqual({ said, signal });
    expect(armed.hasFired()).toBe(true);
  });

  it('break as often in a row as was armed', async () => {
    armFault(folder, '1', { step: 'answer first', how: 'fail', times: 2 });
    expect((await run()).said).toBe(`refused ${whole}`);
  });
});
