import { createConnection } from 'node:net';
import { describe, expect, it } from 'vitest';
import { testKafka, testRedis } from './test-backends.ts';

const redis = await testRedis();
const kafka = await testKafka();

/** Resolves when somebody takes the call. */
async function connects(host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const socket = createConnection({ host, port }, () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}

describe.skipIf(redis.missing)('Redis', () => {
  it('is one for the whole run', async () => {
    const { hostname, port } = new URL(redis.url ?? '');
    await connects(hostname, Number(port));
    expect(await testRedis()).toEqual(redis);
  });
});

describe.skipIf(kafka.missing)('Kafka', () => {
  it('is one for the whole run', async () => {
    const [host, port] = (kafka.url ?? '').split(':');
    await connects(host ?? '', Number(port));
    expect(await testKafka()).toEqual(kafka);
  });
});
