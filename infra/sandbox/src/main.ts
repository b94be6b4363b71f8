import pino from 'pino';
import { startSandbox } from './sandbox.ts';

const log = pino({ level: process.env.LOG_LEVEL ?? 'info', base: { service: 'sandbox' } });

function port(name: string, fallback: number): number {
  const value = Number(process.env[name] ?? fallback);
  if (Number.isInteger(value) && value >= 0 && value < 65_536) return value;
  log.fatal(`${name} is not a port`);
  process.exit(1);
}

const sandbox = await startSandbox({
  host: process.env.HOST || '127.0.0.1',
  port: port('SANDBOX_PORT', 4010),
  mailboxPort: port('MAILBOX_PORT', 4020),
  smtpPort: port('MAILBOX_SMTP_PORT', 4025),
  webhookUrl: process.env.STRIPE_WEBHOOK_URL || 'http://127.0.0.1:4004/webhooks/stripe',
  webhookSecret: process.env.STRIPE_WEBHOOK_SECRET || 'whsec_sandbox',
  publicUrl: process.env.PUBLIC_SANDBOX_URL || undefined,
  dataDir: process.env.SANDBOX_DATA_DIR || undefined,
  carrier: {
    apiKey: process.env.CARRIER_API_KEY || 'carrier_sandbox',
    webhookUrl: process.env.CARRIER_WEBHOOK_URL || 'http://127.0.0.1:4003/webhooks/carrier',
    webhookSecret: process.env.CARRIER_WEBHOOK_SECRET || 'carrier_whsec_sandbox',
    paceMs: Number(process.env.CARRIER_PACE_MS || 0),
  },
}).catch((error: Error) => {
  log.fatal(error.message);
  process.exit(1);
});
log.info({ processor: sandbox.url, mailbox: sandbox.mailboxUrl, smtp: sandbox.smtpUrl }, 'sandbox is ready');

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    sandbox.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}
