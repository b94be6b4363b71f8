import { newId } from '@tradewind/contracts/ids';
import { createLogger, createTokenVerifier, startService } from '@tradewind/service';
import { testKeys } from '@tradewind/testing';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { mediaRoutes } from './media-routes.ts';
import { openTestShop } from './test-shop.ts';

let shop: Awaited<ReturnType<typeof openTestShop>>;
let service: Awaited<ReturnType<typeof startService>>;
beforeAll(async () => {
  shop = await openTestShop();
  service = await startService({
    name: 'product',
    host: '127.0.0.1',
    port: 0,
    log: createLogger({ service: 'product', level: 'silent' }),
    verifier: createTokenVerifier({ userKeys: testKeys.userJwks, serviceJwks: testKeys.serviceJwks, service: 'product' }),
    checks: {},
    routes: (app) => mediaRoutes(app, shop.services),
    drain: [],
  });
});
afterAll(async () => {
  await service.close();
  await shop.close();
});

const catalog = testKeys.userToken({ id: newId('user'), roles: ['catalog'] });

const answer = z.looseObject({
  url: z.string().default(''),
  code: z.string().optional(),
  errors: z.array(z.object({ path: z.string() })).default([]),
});

async function upload(parts: Record<string, Blob | string>, token: string | null = catalog) {
  const body = new FormData();
  for (const [name, value] of Object.entries(parts)) body.append(name, value);
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const response = await fetch(`${service.url}/media`, { method: 'POST', headers, body });
  return { status: response.status, body: answer.parse(await response.json()) };
}

async function picture(width: number, height: number, format: 'png' | 'gif' = 'png'): Promise<Blob> {
  const bytes = await sharp({ create: { width, height, channels: 3, background: '#48a' } })
    .toFormat(format)
    .toBuffer();
  return new Blob([new Uint8Array(bytes)], { type: `image/${format}` });
}

it('keeps a picture in three widths and hands them out for good', async () => {
  const { status, body } = await upload({ file: await picture(2000, 1000), alt: 'Blue' });
  expect(status).toBe(201);
  expect(body).toMatchObject({ id: expect.stringMatching(/^med_/), alt: 'Blue', width: 640, height: 320 });
  const file = new URL(body.url).pathname;
  for (const width of [320, 640, 1280]) {
    const response = await fetch(service.url + file.replace('-640.', `-${width}.`));
    expect(response.headers.get('content-type')).toBe('image/webp');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(await sharp(Buffer.from(await response.arrayBuffer())).metadata()).toMatchObject({ format: 'webp', width });
  }
});

it('does not enlarge a small one, and knows one that it has', async () => {
  const file = await picture(100, 50);
  const first = await upload({ file });
  const second = await upload({ file });
  expect(first.body).toMatchObject({ width: 100, height: 50, alt: '' });
  expect(second.body.url).toBe(first.body.url);
});

it('refuses what is not a picture, by name', async () => {
  const gif = await picture(10, 10, 'gif');
  const png = new Uint8Array(await (await picture(400, 400)).arrayBuffer());
  const cut = new Blob([png.slice(0, png.length / 2)]);
  for (const file of [new Blob(['<svg/>']), new Blob([]), gif, cut]) {
    const { status, body } = await upload({ file });
    expect([status, body.code, body.errors[0]?.path]).toEqual([400, 'INVALID_INPUT', 'file']);
  }
  expect((await upload({ alt: 'Nothing' })).body.errors[0]?.path).toBe('file');
  expect((await upload({ other: gif })).body.errors[0]?.path).toBe('file');
  expect((await upload({ file: await picture(10, 10), alt: 'x'.repeat(500) })).body.errors[0]?.path).toBe('alt');
  const text = await fetch(`${service.url}/media`, { method: 'POST', headers: { authorization: `Bearer ${catalog}` } });
  expect(text.status).toBe(400);
  expect((await upload({ file: new Blob([new Uint8Array(8 * 1024 * 1024 + 1)]) })).status).toBe(413);
});

it('takes pictures only from who may write products, and shows them to anybody', async () => {
  const file = await picture(10, 10);
  expect((await upload({ file }, null)).status).toBe(401);
  expect((await upload({ file }, testKeys.userToken({ id: newId('user') }))).status).toBe(403);
  for (const path of ['/media/none.webp', `/media/${'0'.repeat(64)}-640.webp`, '/media/..%2fsecret']) {
    expect((await fetch(service.url + path)).status).toBe(404);
  }
});
