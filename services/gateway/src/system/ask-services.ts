import { TradewindError } from '@tradewind/contracts/errors';
import { type MessageService, messageService } from './schemas.ts';

/** What several services answered, and those that gave no answer. */
interface Answers<Answer> {
  readonly answers: { readonly service: MessageService; readonly answer: Answer }[];
  readonly away: MessageService[];
}

/** How long somebody who looks waits for one that hangs. Longer than a service's own checks may take, 3 s: it can say which of them fails. */
export const patienceMs = 4_000;

const silent: readonly string[] = ['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'INTERNAL'];

/** Whether a service could not answer, rather than refused. */
function isAway(error: unknown): boolean {
  return !(error instanceof TradewindError) || silent.includes(error.code);
}

/**
 * Asks one service, or all at once. One of all that gives no answer is left out; when one was named, its failure is the caller's.
 * @param ask is given a signal, where others wait for the answer too, that says when they no longer do: not for what changes something
 * @throws what a service that answered has against it
 */
export async function askServices<Answer>(
  named: MessageService | undefined,
  ask: (service: MessageService, signal?: AbortSignal) => Promise<Answer>,
): Promise<Answers<Answer>> {
  if (named !== undefined) {
    return { answers: [{ service: named, answer: await ask(named) }], away: [] };
  }
  const services = messageService.options;
  const results = await Promise.allSettled(services.map((service) => ask(service, AbortSignal.timeout(patienceMs))));
  const answers: Answers<Answer>['answers'] = [];
  const away: MessageService[] = [];
  for (const [index, service] of services.entries()) {
    const result = results[index];
    if (result?.status === 'fulfilled') answers.push({ service, answer: result.value });
    else if (isAway(result?.reason)) away.push(service);
    else throw result?.reason;
  }
  return { answers, away };
}
