import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { MissingBackendError } from '@tradewind/backends';
import { root } from './paths.ts';
import { isFree } from './ports.ts';
import { type PortName, type Profile, portDefaults } from './settings.ts';

/** A whole shop with ports and data of its own, for tests and benchmarks. */
export interface Platform {
  /** What programs that use it need to know: addresses, and where its data and logs are. */
  readonly environment: Record<string, string>;
  stop(): Promise<void>;
}

/**
 * Distances at which every port stays below those that a system gives to outgoing connections (on Linux from 32,768 on): there, a free one
 * does not stay free. At two and three thousand a public port would be 6000, to which browsers and fetch refuse to go.
 */
export const offsets = [4, 5, 6, 7, 8, 9, 10, 11, 12, 13].map((thousands) => thousands * 1_000);

/** A distance from the usual ports at which every one of them is free: the given one, or else the next, round about. */
export async function freeOffset(from: number): Promise<number> {
  for (const offset of [...offsets.filter((one) => one >= from), ...offsets.filter((one) => one < from)]) {
    const free = await Promise.all(Object.values(portDefaults).map((port) => isFree(port + offset)));
    if (free.every(Boolean)) return offset;
  }
  throw new Error(`No free ports were found between ${offsets[0]} and ${offsets.at(-1)} above the usual ones.`);
}

/** What `up` says where Redis or Kafka cannot be had on this machine. */
export function missingBackend(output: string): string | undefined {
  return /^.*(?:or set REDIS_URL|or set KAFKA_BROKERS).*$/m.exec(output)?.[0];
}

/**
 * Starts `up` beside whatever else runs: every port is moved by the same distance, about `offset`, and data and logs are in `.tradewind/<name>`.
 * Resolves when it says that it is ready. @throws MissingBackendError with the reason where the full profile cannot be had on this machine,
 * Error with its output when it does not get there for another reason
 */
export async function startPlatform(options: {
  name: string;
  offset: number;
  environment?: Record<string, string>;
  fresh?: boolean;
  profile?: Profile;
}): Promise<Platform> {
  const offset = await freeOffset(options.offset);
  const ports = Object.fromEntries(Object.entries(portDefaults).map(([name, port]) => [name, String(port + offset)])) as Record<
    PortName,
    string
  >;
  const folder = join(root, '.tradewind', options.name);
  const environment = {
    ...ports,
    TRADEWIND_DATA_DIR: folder,
    // The demo's pictures are the same everywhere and take a while to make: whoever comes first makes them for all.
    CATALOGUE_DIR: join(root, '.tradewind/catalogue'),
    GATEWAY_URL: `http://127.0.0.1:${ports.GATEWAY_PORT}`,
    STOREFRONT_URL: `http://127.0.0.1:${ports.STOREFRONT_PORT}`,
    PUBLIC_STOREFRONT_URL: `http://localhost:${ports.STOREFRONT_PORT}`,
    PUBLIC_ADMIN_URL: `http://localhost:${ports.ADMIN_PORT}`,
    PUBLIC_API_URL: `http://localhost:${ports.GATEWAY_PORT}`,
    SANDBOX_URL: `http://127.0.0.1:${ports.SANDBOX_PORT}`,
    MAILBOX_URL: `http://127.0.0.1:${ports.MAILBOX_PORT}`,
    ...options.environment,
  };
  const up: ChildProcess = spawn(
    process.execPath,
    [join(root, 'infra/local/src/up.ts'), '--profile', options.profile ?? 'embedded', ...(options.fresh === false ? [] : ['--fresh-data'])],
    {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  const ended = new Promise<void>((resolve) => up.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (/^Tradewind is ready/m.test(output)) resolve();
    };
    up.stdout?.on('data', read);
    up.stderr?.on('data', read);
    up.once('exit', (code) => {
      const missing = missingBackend(output);
      reject(missing === undefined ? new Error(`up ended with ${code}:\n${output}`) : new MissingBackendError(missing));
    });
  });
  return {
    environment,
    async stop() {
      if (up.exitCode === null && up.signalCode === null) up.kill('SIGTERM');
      await ended;
    },
  };
}
