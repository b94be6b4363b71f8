import type { Settings } from './settings.ts';

/** What a person reads when everything runs. */
export function readyText(settings: Settings, seconds: number): string {
  const { ports, ownBackends } = settings;
  const at = (port: number) => `http://localhost:${port}`;
  const addresses = [
    ['Storefront', at(ports.STOREFRONT_PORT)],
    ['Back office', at(ports.ADMIN_PORT)],
    ['API', `${at(ports.GATEWAY_PORT)}/api/v1/docs`],
    ...(settings.ownMailbox ? [['Mailbox', at(ports.MAILBOX_PORT)]] : []),
    ...(settings.ownProcessor ? [['Card processor', at(ports.SANDBOX_PORT)]] : []),
    ...(ownBackends.includes('redis') ? [['Redis', `localhost:${ports.REDIS_PORT}`]] : []),
    ...(ownBackends.includes('kafka') ? [['Kafka', `localhost:${ports.KAFKA_PORT}`]] : []),
  ];
  const accounts = ['shopper', 'support', 'catalog', 'warehouse', 'finance', 'admin'].map((name) => `${name}@tradewind.test`);
  return [
    '',
    ...addresses.map(([name, address]) => `  ${(name ?? '').padEnd(16)}${address}`),
    '',
    ...(ownBackends.includes('postgres')
      ? [
          `  Demo accounts   ${accounts.slice(0, 3).join('  ')}`,
          `                  ${accounts.slice(3).join('  ')}`,
          '  Password        tradewind-demo',
          '',
        ]
      : []),
    ...(settings.ownProcessor ? ['  Test card       4242 4242 4242 4242, any date to come, any CVC', ''] : []),
    `Tradewind is ready after ${seconds.toFixed(0)} s. Ctrl-C ends it; data and logs are in ${settings.folder}`,
    '',
  ].join('\n');
}
