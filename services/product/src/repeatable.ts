import { actorLabel, currentCall, idempotent } from '@tradewind/service';
import type { Services } from './services.ts';

type Work<T> = Parameters<typeof idempotent<T>>[1];

/** Does what staff may repeat with an idempotency key. The key itself is no part of what is compared. */
export function repeatable<T>(
  db: Services['db'],
  { procedure, input }: { procedure: string; input: { idempotencyKey?: string | undefined } & object },
  work: Work<T>,
): Promise<T> {
  const { idempotencyKey: key, ...body } = input;
  return idempotent<T>({ db, procedure, actor: actorLabel(currentCall().actor), key, body }, work);
}
