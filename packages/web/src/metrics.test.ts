import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { observeCall, startMetricsServer } from './metrics.ts';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

it('counts calls by procedure, those that do not exist together, and serves nothing else', async () => {
  await observeCall('cart.current', async () => new Response());
  await observeCall('no.such', async () => new Response(null, { status: 404 }));
  const url = `http://127.0.0.1:${await freePort()}`;
  startMetricsServer('127.0.0.1', Number(new URL(url).port));
  await expect
    .poll(() =>
      fetch(`${url}/metrics`).then(
        ({ status }) => status,
        () => 0,
      ),
    )
    .toBe(200);
  const text = await (await fetch(`${url}/metrics`)).text();
  expect(text).toContain('app_gateway_call_seconds_count{procedure="cart.current",status="200"} 1');
  expect(text).toContain('app_gateway_call_seconds_count{procedure="unknown",status="404"} 1');
  expect(text).toContain('process_cpu_seconds_total');
  expect((await fetch(`${url}/`)).status).toBe(404);
  expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).toBe(404);
});

it('does not run without its variables, and names each', () => {
  const script = `import { requireVariables } from ${JSON.stringify(join(import.meta.dirname, 'metrics.ts'))};
    requireVariables(['GIVEN', 'FIRST', 'SECOND']); process.stdout.write('runs');`;
  const run = (env: Record<string, string>) =>
    spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8', env: { ...process.env, ...env } });
  const refused = run({ GIVEN: 'x', SECOND: '' });
  expect([refused.status, refused.stdout]).toEqual([1, '']);
  expect(refused.stderr).toContain('FIRST is missing\nSECOND is missing\n');
  expect(run({ GIVEN: 'x', FIRST: 'x', SECOND: 'x' }).stdout).toBe('runs');
});
