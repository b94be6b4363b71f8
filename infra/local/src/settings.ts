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
  SANDBOX_PORT: 4010,
  MAILBOX_PORT: 4020,
  MAILBOX_SMTP_PORT: 4025,
  POSTGRES_PORT: 15432,
} as const;

export type PortName = keyof typeof portDefaults;

/** Services that own a database. */
export const databaseServices = serviceNames.filter((name) => name !== 'gateway') as Exclude<ServiceName, 'gateway'>[];

/** What an installation is made of, derived from the environment alone. */
export interface Settings {
  readonly folder: string;
  readonly ports: Readonly<Record<PortName, number>>;
  /** Addresses of databases that were given; what is missing is made on the embedded server. */
  readonly givenDatabases: Partial<Record<ServiceName | 'events', string>>;
  /** An administrator's address, on whose server the databases are made. */
  readonly administratorUrl: string | undefined;
  readonly ownProcessor: boolean;
  readonly ownMailbox: boolean;
  readonly environment: NodeJS.ProcessEnv;
}

/** An error whose message is meant for the person at the terminal. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/** @throws SetupError naming a variable that cannot be used. */
export function settingsFrom(environment: NodeJS.ProcessEnv = process.env): Settings {
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
  const given = [...databaseServices, 'events' as const].flatMap((name) => {
    const url = environment[`${name.toUpperCase()}_DATABASE_URL`];
    return url === undefined ? [] : [[name, url] as const];
  });
  return {
    folder: dataFolder(environment),
    ports,
    givenDatabases: Object.fromEntries(given),
    administratorUrl: environment.DATABASE_URL,
    ownProcessor: !environment.STRIPE_SECRET_KEY,
    ownMailbox: !environment.SMTP_URL,
    environment,
  };
}

/** Whether every database was given, so that no server has to be started. */
export function allDatabasesGiven(settings: Settings): boolean {
  return [...databaseServices, 'events' as const].every((name) => settings.givenDatabases[name] !== undefined);
}
