import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { freeOffset, offsets } from './platform.ts';
import { portDefaults } from './settings.ts';

it('a shop beside another has ports that nobody has, all below those of outgoing connections', async () => {
  const first = await freeOffset(9_000);
  const server = createServer().listen(portDefaults.ORDER_PORT + first, '127.0.0.1');
  await once(server, 'listening');
  const second = await freeOffset(first);
  server.close();
  expect(second).not.toBe(first);
  for (const offset of [first, second]) expect(Math.max(...Object.values(portDefaults)) + offset).toBeLessThan(32_768);
});

/** What fetch says of a port; whoever listens there may leave us waiting. */
async function saidOf(port: number): Promise<unknown> {
  try {
    return await fetch(`http://127.0.0.1:${port}`, { signal: AbortSignal.timeout(2_000) });
  } catch (error) {
    return error instanceof Error ? error.cause : error;
  }
}

it('no shop has a port to which fetch refuses to go', async () => {
  expect(await saidOf(6_000)).toMatchObject({ message: 'bad port' });
  const ports = offsets.flatMap((offset) => Object.values(portDefaults).map((port) => port + offset));
  for (const said of await Promise.all(ports.map(saidOf))) expect(said).not.toMatchObject({ message: 'bad port' });
});

it('looks round about, from the last distance to the first', async () => {
  expect(await freeOffset(13_001)).toBeLessThanOrEqual(13_000);
});
