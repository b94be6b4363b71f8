import { randomUUID } from 'node:crypto';
import { type AddressObject, simpleParser } from 'mailparser';

export interface Letter {
  readonly id: string;
  readonly to: string[];
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly messageId: string | null;
  readonly receivedAt: string;
}

const kept = 5_000;

/** The letters of a mailbox in the order they came; the oldest go when there are more than 5,000. */
export interface Letters {
  receive(raw: Buffer, recipients: readonly string[]): Promise<void>;
  /** Newest first; addresses are compared without regard to case. */
  find(filter: { to?: string; limit?: number }): Letter[];
  clear(): void;
}

export function createLetters(): Letters {
  let letters: Letter[] = [];
  return {
    async receive(raw, recipients) {
      const mail = await simpleParser(raw);
      letters.push({
        id: randomUUID(),
        to: [...recipients],
        from: addressOf(mail.from),
        subject: mail.subject ?? '',
        text: mail.text ?? '',
        html: mail.html || null,
        messageId: mail.messageId ?? null,
        receivedAt: new Date().toISOString(),
      });
      if (letters.length > kept) letters = letters.slice(-kept);
    },
    find({ to, limit = kept }) {
      const wanted = to?.trim().toLowerCase();
      const found: Letter[] = [];
      for (let index = letters.length - 1; index >= 0 && found.length < limit; index -= 1) {
        const letter = letters[index];
        if (letter && (wanted === undefined || letter.to.some((address) => address.toLowerCase() === wanted))) found.push(letter);
      }
      return found;
    },
    clear() {
      letters = [];
    },
  };
}

function addressOf(from: AddressObject | undefined): string {
  return from?.value[0]?.address ?? '';
}
