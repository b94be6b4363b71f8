import { randomUUID } from 'node:crypto';
import type { Journey } from '../plan/journeys.ts';
import { type Answer, type Client, counts, type Question } from './client.ts';

interface CheckedOut {
  readonly answer: Answer | undefined;
  /** What was asked, to be asked again. */
  readonly question: Question;
}

/** Checks out as patiently as a shopper is. The answer is undefined when the shopper does not know what became of it. */
export async function checkOut(
  client: Client,
  { patience, cutAfterMs }: Journey,
  request: Pick<Question, 'path' | 'headers' | 'body'>,
): Promise<CheckedOut> {
  const ask = (): Question => ({ step: 'checkout', method: 'POST', ...request, key: randomUUID() });
  const question = ask();
  switch (patience) {
    case 'waits':
      return { question, answer: await client.insist(question) };
    case 'hangs-up': {
      const answer = await client.once(question, cutAfterMs);
      return { question, answer: answer && counts(answer) ? answer : await client.insist(question) };
    }
    case 'two-tabs': {
      const other = ask();
      const [one, two] = await Promise.all([client.insist(question), client.insist(other)]);
      return one?.status === 201 || !two ? { question, answer: one } : { question: other, answer: two };
    }
    case 'goes-away': {
      const answer = await client.once(question, cutAfterMs);
      return { question, answer: answer && counts(answer) ? answer : undefined };
    }
  }
}
