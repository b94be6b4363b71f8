import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../sandbox.ts';
import { until } from '../test-kit.ts';

const secret = 'carrier_whsec_test';
const told: { type: string; trackingNumber: string; id: string }[] = [];
let forged = 0;
const receiver = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    const [, time, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(request.headers['carrier-signature'])) ?? [];
    if (signature !== createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')) forged += 1;
    told.push(JSON.parse(body));
    response.end();
  });
});

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const webhookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  const carrier = { apiKey: 'key', webhookUrl, webhookSecret: secret, paceMs: 0 };
  sandbox = await startSandbox({ webhookUrl: 'http://127.0.0.1:9/', webhookSecret: 'whsec_test', carrier });
});
afterAll(async () => {
  await sandbox.close();
  receiver.closeAllConnections();
  receiver.close();
});

const post = (path: string, body: object, key = 'key') =>
  fetch(`${sandbox.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
  });
const label = async (reference: string) => (await (await post('/carrier/labels', { reference })).json()) as { trackingNumber: string };

describe('the carrier', () => {
  it('makes a label for who has a key, the same one for the same reference', async () => {
    const first = await label('shp_1');
    expect(first).toEqual({ carrier: 'Harbour Post', trackingNumber: expect.stringMatching(/^HP\d{12}$/) });
    expect(await label('shp_1')).toEqual(first);
    expect((await label('shp_2')).trackingNumber).not.toBe(first.trackingNumber);
    expect((await post('/carrier/labels', { reference: 'shp_3' }, 'other')).status).toBe(401);
    expect((await post('/carrier/labels', {})).status).toBe(400);
  });

  it('tells of each scan once, signed', async () => {
    const { trackingNumber } = await label('shp_4');
    const scan = (name: string) => post(`/_sandbox/parcels/${trackingNumber}/scans`, { scan: name });
    await scan('delivered');
    await scan('delivered');
    await scan('in_transit');
    await until(() => told.length === 2);
    expect(told.map(({ type }) => type).sort()).toEqual(['parcel.delivered', 'parcel.in_transit']);
    expect(forged).toBe(0);
    expect((await scan('lost')).status).toBe(404);
  });
});
