import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { eventually } from '@tradewind/testing';
import { expect, test } from 'vitest';

const program = `
  import { createLogger, createTokenVerifier, startService } from './src/index.ts';
  const verifier = createTokenVerifier({ service: 'order', serviceJwks: '{"keys":[]}' });
  const drain = [async () => console.log('drained')];
  const routes = (app) => { app.get('/slow', async () => { console.log('running'); await new Promise((r) => setTimeout(r, 400)); return 'done'; }); };
  await startService({ name: 'order', host: '127.0.0.1', port: 0, log: createLogger({ service: 'order', level: 'info' }), verifier, checks: {}, drain, routes });`;

test.each(['SIGTERM', 'SIGINT'] as const)('at %s a process answers what runs, drains and ends with 0', async (signal) => {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], { cwd: new URL('..', import.meta.url) });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const ended = once(child, 'exit');
  const url = await eventually(
    () => {
      const found = /"url":"([^"]+)"/.exec(output)?.[1];
      if (!found) throw new Error('not yet');
      return found;
    },
    { timeoutMs: 25_000 },
  );
  const running = fetch(`${url}/slow`).then((response) => response.text());
  await eventually(() => expect(output).toContain('running'));
  child.kill(signal);
  expect(await running).toBe('done');
  expect(await ended).toEqual([0, null]);
  expect(output).toContain('drained');
});
