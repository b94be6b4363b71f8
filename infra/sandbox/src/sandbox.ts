import type { AddressInfo } from 'node:net';
import { openCarrier } from './carrier/carrier.ts';
import { addCarrier } from './carrier/routes.ts';
import { createHttpServer } from './http-server.ts';
import { createLetters } from './mailbox/letters.ts';
import { addMailbox } from './mailbox/pages.ts';
import { createSmtp } from './mailbox/smtp.ts';
import { addApi } from './processor/api.ts';
import { addBrowserSide } from './processor/browser.ts';
import { settleProcessing } from './processor/charges.ts';
import { addControl } from './processor/control.ts';
import { settleDispute } from './processor/disputes.ts';
import { settlePayout } from './processor/payouts.ts';
import { openProcessor } from './processor/processor.ts';
import { settleRefund } from './processor/refunds.ts';

export interface SandboxOptions {
  readonly host?: string;
  /** Ports; 0 (the default) takes any that is free. */
  readonly port?: number;
  readonly mailboxPort?: number;
  readonly smtpPort?: number;
  readonly webhookUrl: string;
  readonly webhookSecret: string;
  /** The carrier's; without it there is none. */
  readonly carrier?: { readonly apiKey: string; readonly webhookUrl: string; readonly webhookSecret: string; readonly paceMs: number };
  /** The processor's address for browsers; `http://localhost:<port>` by default. */
  readonly publicUrl?: string;
  /** Keeps the processor's books in this folder; in memory without it. */
  readonly dataDir?: string;
}

export interface Sandbox {
  readonly url: string;
  readonly mailboxUrl: string;
  readonly smtpUrl: string;
  close(): Promise<void>;
}

/** Starts the card processor with the carrier beside it, and the mailbox. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const host = options.host ?? '127.0.0.1';
  const processor = openProcessor({ ...options, publicUrl: options.publicUrl ?? '' });
  const letters = createLetters();

  const cards = createHttpServer('processor');
  addApi(cards, processor);
  addControl(cards, processor);
  addBrowserSide(cards, processor);
  const carrier = options.carrier && openCarrier({ ...options.carrier, faults: processor.faults });
  if (options.carrier && carrier) addCarrier(cards, carrier, options.carrier.apiKey);
  const mailbox = createHttpServer('mailbox');
  addMailbox(mailbox, letters);
  const smtp = createSmtp(letters);

  const url = await cards.listen({ host, port: options.port ?? 0 });
  processor.publicUrl ||= `http://localhost:${new URL(url).port}`;
  const mailboxUrl = await mailbox.listen({ host, port: options.mailboxPort ?? 0 });
  await new Promise<void>((resolve, reject) => {
    smtp.once('error', reject);
    smtp.listen(options.smtpPort ?? 0, host, () => resolve());
  });
  // From here on these are errors of single connections: a sender that died. Unheard, one would end the process.
  smtp.on('error', () => undefined);
  for (const intent of processor.books.all('intent')) if (intent.status === 'processing') settleProcessing(processor, intent.id);
  for (const refund of processor.books.all('refund')) if (refund.status === 'pending') settleRefund(processor, refund.id);
  for (const { id, status } of processor.books.all('dispute')) if (status.endsWith('under_review')) settleDispute(processor, id);
  for (const { id, status } of processor.books.all('payout')) if (status === 'pending') settlePayout(processor, id);

  return {
    url,
    mailboxUrl,
    smtpUrl: `smtp://${host}:${(smtp.server.address() as AddressInfo).port}`,
    async close() {
      await Promise.all([cards.close(), mailbox.close(), new Promise<void>((resolve) => smtp.close(() => resolve()))]);
      processor.close();
      carrier?.close();
    },
  };
}
