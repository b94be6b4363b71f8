import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { birthOf, endProcesses, isAlive } from './process-mark.ts';

describe('a process', () => {
  it('is told from another process that got the same id', () => {
    const birth = birthOf(process.pid) ?? '';
    expect(isAlive({ pid: process.pid, birth })).toBe(true);
    expect(isAlive({ pid: process.pid, birth: `${birth}1` })).toBe(false);
    expect(isAlive({ pid: process.pid, birth: '' })).toBe(false);
  });

  it('is ended, even when it does not listen', async () => {
    const stubborn = spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000); "], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(stubborn.stdout, 'data');
    const pid = stubborn.pid ?? 0;
    const ended = once(stubborn, 'exit');
    await endProcesses([{ pid, birth: birthOf(pid) ?? '' }], { patienceMs: 200 });
    await ended;
    expect(stubborn.signalCode).toBe('SIGKILL');
  });

  it('leaves alone what only shares a process id with it', async () => {
    await endProcesses([{ pid: process.pid, birth: 'another time' }]);
    expect(birthOf(process.pid)).toBeDefined();
  });
});
