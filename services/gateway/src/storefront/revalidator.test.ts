import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger } from '@tradewind/service';
import { eventually } from '@tradewind/testing';
import { afterEach, expect, test } from 'vitest';
import { createRevalidator } from './revalidator.ts';

const secret = 'the secret of the storefront';
const closing: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Told {
  readonly at: number;
  readonly tags: string[];
  readonly genuine: boolean;
}

/** A storefront that answers with the statuses in turn, the last one for good. */
async function openStorefront(...statuses: number[]) {
  const told: Told[] = [];
  const renewed: string[][] = [];
  const lines: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    const { tags } = JSON.parse(body) as { tags: string[] };
    told.push({
      at: Date.now(),
      tags,
      genuine: request.headers['x-tradewind-signature'] === signature && request.url === '/api/revalidate',
    });
    response.writeHead(statuses[Math.min(told.length, statuses.length) - 1] ?? 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const revalidator = createRevalidator({
    url: `http://127.0.0.1:${port}`,
    secret,
    log: createLogger({ service: 'test', level: 'info', destination: { write: (line) => void lines.push(line) } }),
    beforeSend: (tags) => void renewed.push([...tags]),
  });
  closing.push(() => revalidator.close());
  return { told, renewed, lines, revalidator };
}

test('tags of one second go in one signed call, after the cache was told', async () => {
  const { told, renewed, revalidator } = await openStorefront(204);
  revalidator.add(['product:teapot', 'catalog']);
  revalidator.add(['product:kettle', 'catalog']);
  await eventually(() => expect(told).toHaveLength(1));
  expect(told[0]).toMatchObject({ tags: ['catalog', 'product:kettle', 'product:teapot'], genuine: true });
  expect(renewed).toEqual([['catalog', 'product:kettle', 'product:teapot']]);
  revalidator.add(['product:teapot']);
  await eventually(() => expect(told).toHaveLength(2));
  expect((told[1]?.at ?? 0) - (told[0]?.at ?? 0)).toBeGreaterThan(900);
  expect(told[1]?.tags).toEqual(['product:teapot']);
});

test('a failed call is made again', async () => {
  const { told, lines, revalidator } = await openStorefront(500, 200);
  revalidator.add(['catalog']);
  await eventually(() => expect(told).toHaveLength(2));
  expect(told.map(({ tags }) => tags)).toEqual([['catalog'], ['catalog']]);
  await revalidator.close();
  expect(lines).toEqual([]);
});

test('closing sends what is left at once, and a failure is only logged', async () => {
  const { told, lines, revalidator } = await openStorefront(500);
  revalidator.add(['catalog']);
  await revalidator.close();
  expect(told).toHaveLength(1);
  expect(lines.join()).toContain('the storefront was not told of changes');
  expect(lines.join()).not.toContain(secret);
});
