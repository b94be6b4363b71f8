import type { Killed } from '../faults/run-kills.ts';
import type { MailBook } from './books.ts';
import { type Evidence, examine, type Finding, firstWrong, wasConfirmed } from './evidence.ts';

/** Whose end can come between the mail server's answer and our record of it. */
const rememberers: readonly string[] = ['notification', 'notification-jobs', 'postgres', 'redis'];
/** Milliseconds that our record takes after the server's answer, at the most of a machine under load; and between two clocks. */
const recordMs = 3_000;
const clockMs = 1_000;

const idOf = (message: { id: string }) => `<${message.id}@tradewind>`;

/** Every order that was confirmed has its email; every other message was sent as well. */
export function everyOrderMailed({ books }: Evidence): Finding {
  const byId = Map.groupBy(books.mails, ({ messageId }) => messageId);
  const orders = new Map(books.orders.map((order) => [order.id, order]));
  const confirmations = Map.groupBy(
    books.messages.filter(({ kind }) => kind === 'order-confirmed'),
    ({ subjectId }) => subjectId,
  );
  const confirmed = examine(books.orders.filter(wasConfirmed), ({ id, email, number }) => {
    const written = confirmations.get(id) ?? [];
    const mails = written.flatMap((message) => byId.get(idOf(message)) ?? []);
    return firstWrong(
      [written.length !== 1, `order ${id} has ${written.length} confirmations`],
      [mails.length === 0, `no email came for order ${id}`],
      [
        mails.some(({ to, text }) => to !== email || !text.includes(number)),
        `the email of order ${id} is not for ${email}, or not about ${number}`,
      ],
    );
  });
  const others = examine(books.messages, (message) => {
    const order = orders.get(message.subjectId);
    return firstWrong(
      [message.status !== 'sent', `message ${message.id} (${message.kind}) is ${message.status}`],
      [!byId.has(idOf(message)), `message ${message.id} (${message.kind}) of ${order?.id ?? message.subjectId} did not arrive`],
    );
  });
  return { checked: confirmed.checked + others.checked, violations: [...confirmed.violations, ...others.violations] };
}

/** An email that came more than once, and the kills that may be why. */
export interface Repeat {
  readonly messageId: string;
  readonly copies: number;
  readonly kills: readonly Killed[];
}

function isNear(mail: MailBook, { at, backAt }: Killed): boolean {
  return mail.receivedAt >= at - recordMs && mail.receivedAt <= backAt + clockMs;
}

/** Emails of one Message-ID that came more than once. */
export function repeatsOf({ books, kills }: Evidence): Repeat[] {
  const suspects = kills.filter(({ victim }) => rememberers.includes(victim));
  return [...Map.groupBy(books.mails, ({ messageId }) => messageId)].flatMap(([messageId, mails]) => {
    if (mails.length === 1) return [];
    // Each but the last was forgotten by us, or it would not have been sent again.
    const forgotten = mails.toSorted((left, right) => left.receivedAt - right.receivedAt).slice(0, -1);
    const near = forgotten.map((mail) => suspects.filter((kill) => isNear(mail, kill)));
    return [{ messageId, copies: mails.length, kills: near.every((of) => of.length > 0) ? near.flat() : [] }];
  });
}

/** A repeat has the same Message-ID, and a kill that explains it. */
export function repeatsExplained(evidence: Evidence): Finding {
  const letters = [...Map.groupBy(evidence.books.mails, ({ to, subject, text }) => `${to}\n${subject}\n${text}`).values()];
  const identified = examine(letters, (copies) => {
    const ids = [...new Set(copies.map(({ messageId }) => messageId))];
    return ids.length > 1 ? `the same email came to ${copies[0]?.to} as ${ids.join(' and ')}` : undefined;
  });
  const explained = examine(repeatsOf(evidence), ({ messageId, copies, kills }) =>
    kills.length === 0 ? `${messageId} came ${copies} times, and nothing that could have forgotten it was ended then` : undefined,
  );
  return { checked: identified.checked + explained.checked, violations: [...identified.violations, ...explained.violations] };
}
