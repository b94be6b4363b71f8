import { createServer } from 'node:net';
import { SetupError } from '@tradewind/backends';
import type { PortName, Settings } from './settings.ts';
import { splitsFrom } from './split.ts';

/** Whether nobody listens on a port of this machine. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return await new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** @throws SetupError naming each port that somebody else has, and the variable that moves it. */
export async function requirePorts(settings: Settings, needed: readonly PortName[]): Promise<void> {
  const wanted = [
    ...needed.filter((name) => name !== 'SPLIT_PORT').map((name) => ({ name, port: settings.ports[name] })),
    ...splitsFrom(settings).map(({ port }) => ({ name: 'SPLIT_PORT' as const, port })),
  ];
  const taken: typeof wanted = [];
  for (const one of wanted) if (!(await isFree(one.port))) taken.push(one);
  if (taken.length === 0) return;
  const lines = taken.map(
    ({ name, port }) =>
      `Port ${port} is taken by another program. Set ${name} to a free one, for example ${name}=${settings.ports[name] + 100}.`,
  );
  throw new SetupError(lines.join('\n'));
}
