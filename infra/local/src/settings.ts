import { SetupError } from '@tradewind/backends';
import { type ServiceName, serviceNames } from '@tradewind/contracts/permissions';
import { dataFolder } from './paths.ts';

export const portDefaults = {
  STOREFRONT_PORT: 3000,
  ADMIN_PORT: 3001,
  STOREFRONT_METRICS_PORT: 3100,
  ADMIN_METRICS_PORT: 3101,
  GATEWAY_PORT: 4000,
  USER_PORT: 4001,
  PRODUCT_PORT: 4002,
  ORDER_PORT: 4003,
  PAYMENT_PORT: 4004,
  NOTIFICATION_PORT: 4005,
  /** The first of the processes that `SPLIT` names; see split.ts. */
  SPLIT_PORT: 4040,
  SANDBOX_PORT: 4010,
  MAILBOX_PORT: 4020,
  MAILBOX_SMTP_PORT: 4025,
  POSTGRES_PORT: 15432,
  REDIS_PORT: 16379,
  KAFKA_PORT: 19092,
} as const;

export type PortName = keyof typeof portDefaults;

export type DatabaseName = Exclude<ServiceName, 'gateway'> | 'events';

/** One of each service that owns data, and the event log's. */
export const databaseNames: readonly DatabaseName[] = [...serviceNames.filter((name) => name !== 'gateway'), 'events'];

export type BackendName = 'postgres' | 'redis' | 'kafka';

/** `full` has real Redis and Kafka, started here where none is given. */
const profiles = ['embedded', 'full'] as const;
export type Profile = (typeof profiles)[number];

/** What an installation is made of, derived from the environment alone. */
export interface Settings {
  readonly folder: string;
  readonly ports: Readonly<Record<PortName, number>>;
  /** Addresses of databases that were given; what is missing is made on the embedded server. */
  readonly givenDatabases: Partial<Record<DatabaseName, string>>;
  /** An administrator's address, on whose server the databases are made. */
  readonly administratorUrl: string | undefined;
  /** What is started here, since no address of it was given. */
  readonly ownBackends: readonly BackendName[];
  readonly ownProcessor: boolean;
  readonly ownMailbox: boolean;
  readonly environment: NodeJS.ProcessEnv;
}

/** @throws SetupError naming a variable that cannot be used, or a profile that there is not. */
export function settingsFrom(environment: NodeJS.ProcessEnv = process.env, profile: string = 'embedded'): Settings {
  if (!profiles.some((name) => name === profile))
    throw new SetupError(`There is no profile ${profile}; there are: ${profiles.join(', ')}.`);
  const ports = Object.fromEntries(
    Object.entries(portDefaults).map(([name, fallback]) => {
      const value = environment[name] ?? String(fallback);
      const port = Number(value);
      if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new SetupError(`${name} is not a port: ${value}`);
      return [name, port];
    }),
  ) as Record<PortName, number>;
  const byPort = new Map<number, string>();
  for (const [name, port] of Object.entries(ports)) {
    const other = byPort.get(port);
    if (other !== undefined) throw new SetupError(`${name} and ${other} are both ${port}.`);
    byPort.set(port, name);
  }
  const given = databaseNames.flatMap((name) => {
    const url = environment[`${name.toUpperCase()}_DATABASE_URL`];
    return url === undefined ? [] : [[name, url] as const];
  });
  const needed: Record<BackendName, boolean> = {
    // Databases that were not given are made on the administrator's server, or on one of our own.
    postgres: !environment.DATABASE_URL && given.length < databaseNames.length,
    redis: profile === 'full' && !environment.REDIS_URL,
    kafka: profile === 'full' && !environment.KAFKA_BROKERS,
  };
  return {
    folder: dataFolder(environment),
    ports,
    givenDatabases: Object.fromEntries(given),
    administratorUrl: environment.DATABASE_URL,
    ownBackends: (['postgres', 'redis', 'kafka'] as const).filter((name) => needed[name]),
    ownProcessor: !environment.STRIPE_SECRET_KEY,
    ownMailbox: !environment.SMTP_URL,
    environment,
  };
}
