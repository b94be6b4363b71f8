import { takeStep } from '@tradewind/service';
import { createTransport } from 'nodemailer';

/** A mail as it leaves. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

export interface Mailer {
  /** Resolves when the server took it. @throws an error of the connection or the server. */
  send(mail: Mail & { messageId: string }): Promise<void>;
  close(): void;
}

/** Five connections that stay open. All waits together stay below the half minute for which a message is claimed. */
export function openMailer(options: { url: string; from: string }): Mailer {
  const transport = createTransport({
    url: options.url,
    pool: true,
    maxConnections: 5,
    maxMessages: Number.POSITIVE_INFINITY,
    connectionTimeout: 4_000,
    greetingTimeout: 4_000,
    socketTimeout: 10_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, ...mail }) {
      // As an object the address is taken literally: a comma in it cannot make two recipients.
      const letter = { ...mail, from: options.from, to: { name: '', address: to } };
      await takeStep({ kind: 'mail', names: ['a message'] }, () => transport.sendMail(letter));
    },
    close: () => transport.close(),
  };
}

/** Whether the server answered with a permanent refusal (RFC 5321, 4.2.1: 5yz) of this envelope or this text. */
export function isRefusedForGood(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || !('responseCode' in error)) return false;
  return (error.code === 'EENVELOPE' || error.code === 'EMESSAGE') && Number(error.responseCode) >= 500;
}
