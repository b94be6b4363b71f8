import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, eventually, freePort, startProcess, stepsEnv, type TestProcess } from '@tradewind/testing';
import type { Places } from '../verify/read-books.ts';

/** Services whose steps are broken. */
export const stepServices = ['gateway', 'order', 'product', 'payment', 'notification'] as const;
export type StepService = (typeof stepServices)[number];

/** A shop of real processes, started again as soon as one ends, whose steps are seen and can be broken. */
export interface SagaShop {
  readonly api: string;
  readonly places: Places;
  /** Where a service's steps are written and its faults are armed. */
  stepsOf(service: StepService): string;
  /** How often a service has become ready. */
  startsOf(service: StepService): number;
  /** Resolves when a service has become ready more than so many times. @throws Error when it does not within a minute */
  untilStarted(service: StepService, moreThan: number): Promise<void>;
  close(): Promise<void>;
}

/** Keeps a process running on one port until told otherwise. @throws Error with its output when it does not even begin to */
async function keep(name: StepService | 'user' | 'sandbox', env: Record<string, string>) {
  let stopping = false;
  let starts = 1;
  let current: TestProcess | undefined = await startProcess(name, env);
  async function run(): Promise<void> {
    for (;;) {
      await current?.ended;
      current = undefined;
      if (stopping) return;
      // One that is ended before it is ready is begun again, as one that is ended later.
      current = await startProcess(name, env).catch(() => undefined);
      if (current) starts += 1;
      if (stopping) await current?.stop();
    }
  }
  const running = run();
  return {
    starts: () => starts,
    async stop() {
      stopping = true;
      await current?.stop();
      await running;
    },
  };
}

/** Starts a shop on databases of its own. @param expiryMinutes how long an order waits for its payment */
export async function startSagaShop(expiryMinutes: number): Promise<SagaShop> {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-saga-'));
  const names = ['user', 'product', 'order', 'payment', 'notification', 'events'] as const;
  const made = await Promise.all(names.map(async (name) => [name, await createDatabase(name)] as const));
  const urls = Object.fromEntries(made.map(([name, { url }]) => [name, url])) as Record<(typeof names)[number], string>;
  const services = ['user', ...stepServices] as const;
  const ports = Object.fromEntries(
    await Promise.all([...services, 'sandbox', 'mailbox', 'mailbox_smtp'].map(async (name) => [name, String(await freePort())] as const)),
  );
  const local = (name: string) => `http://127.0.0.1:${ports[name]}`;
  const common: Record<string, string> = {
    LOG_LEVEL: 'warn',
    RATE_LIMIT_SCALE: '0',
    EVENTS_DATABASE_URL: urls.events,
    ...Object.fromEntries(
      services.flatMap((name) => [
        [`${name.toUpperCase()}_URL`, local(name)],
        [`${name.toUpperCase()}_PORT`, ports[name] ?? ''],
      ]),
    ),
    SANDBOX_PORT: ports.sandbox ?? '',
    MAILBOX_PORT: ports.mailbox ?? '',
    MAILBOX_SMTP_PORT: ports.mailbox_smtp ?? '',
    SMTP_URL: `smtp://127.0.0.1:${ports.mailbox_smtp}`,
    STRIPE_API_URL: local('sandbox'),
    STRIPE_WEBHOOK_URL: `${local('payment')}/webhooks/stripe`,
    STRIPE_SECRET_KEY: 'sk_test_saga',
    STRIPE_WEBHOOK_SECRET: 'whsec_saga',
    CARRIER_API_URL: `${local('sandbox')}/carrier`,
    CARRIER_API_KEY: 'carrier_saga',
    CARRIER_WEBHOOK_URL: `${local('order')}/webhooks/carrier`,
    CARRIER_WEBHOOK_SECRET: 'carrier_whsec_saga',
    ORDER_EXPIRY_MINUTES: String(expiryMinutes),
    ORDER_LINK_EXPIRY_DAYS: String((2 * expiryMinutes) / 1_440),
    ORDER_TOKEN_SECRET: 'a secret of tests, thirty-two characters',
    USER_CODE_SECRET: 'a secret of tests, thirty-two characters',
    MEDIA_DIR: join(folder, 'media'),
    // Compiled once: each of these processes is started many times.
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
    ...Object.fromEntries(names.map((name) => [`${name.toUpperCase()}_DATABASE_URL`, urls[name]])),
  };
  const stepsOf = (service: StepService) => join(folder, 'steps', service);
  const outside = await Promise.all([keep('sandbox', common), keep('user', common)]);
  const kept = await Promise.all(
    stepServices.map(async (name) => [name, await keep(name, { ...common, ...stepsEnv(stepsOf(name)) })] as const),
  );
  const byName = new Map(kept);
  const startsOf = (service: StepService) => byName.get(service)?.starts() ?? 0;
  return {
    api: `${local('gateway')}/api/v1`,
    places: { databases: urls, processor: local('sandbox'), mailbox: local('mailbox') },
    stepsOf,
    startsOf,
    async untilStarted(service, moreThan) {
      const isBack = async () => {
        if (startsOf(service) <= moreThan) throw new Error(`${service} has ended and does not come back`);
      };
      await eventually(isBack, { timeoutMs: 60_000, everyMs: 20 });
    },
    async close() {
      await Promise.all([...kept.map(([, one]) => one.stop()), ...outside.map((one) => one.stop())]);
      await Promise.all(made.map(([, { drop }]) => drop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
