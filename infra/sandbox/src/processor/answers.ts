import { createHash } from 'node:crypto';
import type { Books } from './books.ts';
import { ProcessorError } from './errors.ts';

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly replayed: boolean;
}

interface Prepared {
  /** Does the work once per key. A refusal of the parameters is not kept, every other answer is. */
  run(work: () => object): Answer;
  release(): void;
}

/** Per books, the keys whose work is under way. */
const underWay = new WeakMap<Books, Set<string>>();

/**
 * Idempotency as https://docs.stripe.com/api/idempotent_requests tells it.
 * @throws ProcessorError 400 when the key came with another request, 409 while the first is being worked on.
 */
export function prepareAnswer(books: Books, key: string | undefined, request: string): Prepared {
  if (key === undefined) return { run: (work) => ({ ...attempt(work), replayed: false }), release: () => undefined };
  const fingerprint = createHash('sha256').update(request).digest('base64');
  const kept = books.get('answer', key);
  if (kept && kept.fingerprint !== fingerprint) {
    throw new ProcessorError(400, {
      type: 'idempotency_error',
      message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}'.`,
    });
  }
  if (kept) return { run: () => ({ status: kept.status, body: kept.body, replayed: true }), release: () => undefined };
  const busy = underWay.get(books) ?? new Set();
  underWay.set(books, busy);
  if (busy.has(key)) throw keyInUse();
  busy.add(key);
  return {
    run(work) {
      const { status, body, refused } = attempt(work);
      if (!refused) books.put('answer', { id: key, fingerprint, status, body, at: Date.now() });
      return { status, body, replayed: false };
    },
    release: () => busy.delete(key),
  };
}

export function keyInUse(): ProcessorError {
  return new ProcessorError(409, {
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message: 'There is currently another in-progress request using this idempotency key.',
  });
}

function attempt(work: () => object): { status: number; body: unknown; refused: boolean } {
  try {
    return { status: 200, body: work(), refused: false };
  } catch (error) {
    if (!(error instanceof ProcessorError)) throw error;
    return { status: error.status, body: { error: error.body }, refused: error.body.code?.startsWith('parameter_') ?? false };
  }
}
