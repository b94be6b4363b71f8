import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { readiness } from './readiness.ts';

it('is ready while the gateway lives', async () => {
  let status = 200;
  const gateway = createServer((request, response) => response.writeHead(request.url === '/health/live' ? status : 404).end());
  gateway.listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
  expect((await readiness(url)).status).toBe(200);
  status = 503;
  expect((await readiness(url)).status).toBe(503);
  gateway.close();
  gateway.closeAllConnections();
  const gone = await readiness(url);
  expect([gone.status, await gone.json()]).toEqual([503, { status: 'unavailable', failing: ['gateway'] }]);
});
