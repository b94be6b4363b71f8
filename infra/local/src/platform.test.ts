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

it('no shop has a port to which fetch refuses to go', async () => {
  for (const offset of offsets)
    for (const port of Object.values(portDefaults)) {
      // Nobody answers; what must not be said is that the port is a bad one.
      const said = await fetch(`http://127.0.0.1:${port + offset}`, { signal: AbortSignal.timeout(2_000) }).catch(
        (error: Error) => error.cause,
      );
      expect(said).not.toMatchObject({ message: 'bad port' });
    }
});

it('looks round about, from the last distance to the first', async () => {
  expect(await freeOffset(13_001)).toBeLessThanOrEqual(13_000);
});
