import { readFileSync } from 'node:fs';
import { join } from 'node:path';

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: start these tests with \`npm run e2e\``);
  return value;
}

/** Where the shop under test is. */
export const addresses = {
  gateway: required('GATEWAY_URL'),
  storefront: required('PUBLIC_STOREFRONT_URL'),
  admin: required('PUBLIC_ADMIN_URL'),
  sandbox: required('SANDBOX_URL'),
  mailbox: required('MAILBOX_URL'),
};

/** Its data, logs and generated secrets. */
export const folder = required('TRADEWIND_DATA_DIR');

export const servicePort = (name: string): number => Number(required(`${name.toUpperCase()}_PORT`));

/** The address of a service's own database, for looking at what must hold in it. */
export function databaseUrl(name: 'user' | 'product' | 'order' | 'payment' | 'notification' | 'events'): string {
  const { database } = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8')) as { database: string };
  return `postgres://tradewind_${name}:${encodeURIComponent(database)}@127.0.0.1:${required('POSTGRES_PORT')}/tradewind_${name}`;
}
