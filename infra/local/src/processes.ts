import { join } from 'node:path';
import type { ServiceName } from '@tradewind/contracts/permissions';
import { works } from '@tradewind/messaging';
import { root } from './paths.ts';
import type { Secrets } from './secrets.ts';
import type { DatabaseName, PortName, Settings } from './settings.ts';
import { splitsFrom } from './split.ts';

/** Where what a process connects to is. */
export interface Addresses {
  readonly databases: Readonly<Record<DatabaseName, string>>;
  /** Of the backends that were started here, by their variables. */
  readonly backends: Readonly<Record<string, string>>;
}

/** One process to run: what is started, with what, and how to ask whether it is ready. */
export interface ProcessSpec {
  readonly name: string;
  /** What it does the work of, or a part of it. */
  readonly service: string;
  readonly arguments: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly address: string;
  readonly health: string;
}

const services = ['user', 'product', 'payment', 'order', 'notification', 'gateway'] as const satisfies ServiceName[];

/** The environment that all processes share, derived from settings and secrets; what the operator set wins. */
function commonEnvironment(settings: Settings, secrets: Secrets, { databases, backends }: Addresses): Record<string, string> {
  const { ports } = settings;
  const local = (port: PortName) => `http://127.0.0.1:${ports[port]}`;
  const publicly = (port: PortName) => `http://localhost:${ports[port]}`;
  const defaults: Record<string, string> = {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'info',
    NEXT_TELEMETRY_DISABLED: '1',
    ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])),
    ...Object.fromEntries(services.map((name) => [`${name.toUpperCase()}_URL`, local(`${name.toUpperCase()}_PORT` as PortName)])),
    STOREFRONT_URL: local('STOREFRONT_PORT'),
    // The apps' proxies run here and say whom they speak for.
    TRUSTED_PROXIES: '127.0.0.1',
    PUBLIC_STOREFRONT_URL: publicly('STOREFRONT_PORT'),
    PUBLIC_ADMIN_URL: publicly('ADMIN_PORT'),
    PUBLIC_API_URL: publicly('GATEWAY_PORT'),
    EVENTS_DATABASE_URL: databases.events,
    MEDIA_DIR: join(settings.folder, 'media'),
    SANDBOX_DATA_DIR: join(settings.folder, 'sandbox'),
    STRIPE_WEBHOOK_URL: `${local('PAYMENT_PORT')}/webhooks/stripe`,
    CARRIER_WEBHOOK_URL: `${local('ORDER_PORT')}/webhooks/carrier`,
    // Fast enough to watch a parcel on its way.
    CARRIER_PACE_MS: '20000',
    ...secrets.environment,
    ...(settings.ownProcessor
      ? {
          STRIPE_API_URL: local('SANDBOX_PORT'),
          STRIPE_JS_URL: `${publicly('SANDBOX_PORT')}/v3/`,
          CARRIER_API_URL: `${local('SANDBOX_PORT')}/carrier`,
        }
      : {}),
    ...(settings.ownMailbox ? { SMTP_URL: `smtp://127.0.0.1:${ports.MAILBOX_SMTP_PORT}` } : {}),
  };
  const given = Object.fromEntries(
    Object.entries(settings.environment).filter(([name, value]) => value !== undefined && name !== 'NODE_ENV'),
  ) as Record<string, string>;
  // The administrator's address is nobody's but ours.
  const { DATABASE_URL: _, ...environment } = { ...defaults, ...given, ...backends };
  return environment;
}

const listeningOn = (port: number) => ({ address: `http://localhost:${port}`, health: `http://127.0.0.1:${port}/health/ready` });

/** Everything that runs beside the database, in the order in which it is started. */
export function processSpecs(settings: Settings, secrets: Secrets, addresses: Addresses, dev: boolean): ProcessSpec[] {
  const common = commonEnvironment(settings, secrets, addresses);
  const { ports } = settings;
  const watch = dev ? ['--watch'] : [];
  const splits = splitsFrom(settings);
  const service = (name: ServiceName): ProcessSpec[] => {
    const port = ports[`${name.toUpperCase()}_PORT` as PortName];
    const main = `services/${name}/src/main.ts`;
    const database = name === 'gateway' ? {} : { [`${name.toUpperCase()}_DATABASE_URL`]: addresses.databases[name] };
    const spec = {
      name,
      service: name,
      arguments: [...watch, join(root, main)],
      folder: root,
      environment: { ...common, ...database, SERVICE_PRIVATE_KEY: secrets.serviceKeys[name] ?? '' },
      ...listeningOn(port),
    };
    const parts = splits.filter((split) => split.service === name);
    if (parts.length === 0) return [spec];
    const rest = works.filter((work) => parts.every((part) => part.work !== work));
    return [
      { ...spec, environment: { ...spec.environment, WORK: rest.join(',') || 'none' } },
      ...parts.map(({ work, port: own }) => ({
        ...spec,
        name: `${name}-${work}`,
        environment: { ...spec.environment, WORK: work, [`${name.toUpperCase()}_PORT`]: String(own) },
        ...listeningOn(own),
      })),
    ];
  };
  const app = (name: 'storefront' | 'admin'): ProcessSpec => {
    const port = ports[name === 'admin' ? 'ADMIN_PORT' : 'STOREFRONT_PORT'];
    const folder = join(root, 'apps', name);
    const address = common[name === 'admin' ? 'PUBLIC_ADMIN_URL' : 'PUBLIC_STOREFRONT_URL'] ?? '';
    return {
      name,
      service: name,
      arguments: [
        join(folder, 'node_modules/next/dist/bin/next'),
        dev ? 'dev' : 'start',
        '-H',
        common.HOST ?? '127.0.0.1',
        '-p',
        String(port),
      ],
      folder,
      environment: { ...common, NODE_ENV: dev ? 'development' : 'production', NEXTAUTH_URL: address },
      address,
      health: `http://127.0.0.1:${port}/health/ready`,
    };
  };
  const sandbox: ProcessSpec = {
    name: 'sandbox',
    service: 'sandbox',
    arguments: [...watch, join(root, 'infra/sandbox/src/main.ts')],
    folder: root,
    environment: common,
    address: `http://localhost:${ports.SANDBOX_PORT}, mailbox http://localhost:${ports.MAILBOX_PORT}`,
    health: `http://127.0.0.1:${ports.SANDBOX_PORT}/health/ready`,
  };
  return [
    ...(settings.ownProcessor || settings.ownMailbox ? [sandbox] : []),
    ...services.flatMap(service),
    app('storefront'),
    app('admin'),
  ];
}
