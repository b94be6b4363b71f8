import { TradewindError } from '@tradewind/contracts/errors';

/** What a refusal says, told apart into what belongs at fields of the form and what does not. */
export interface Refusal {
  /** By the path of the field, such as `items.0.quantity`. */
  readonly fields: Readonly<Record<string, string>>;
  /** What is wrong beside the fields; empty when the fields say all. */
  readonly rest: string;
}

/**
 * Sorts an error's field errors to the fields that a form has.
 * @param has whether the form shows an error at this path
 */
export function refusalOf(error: unknown, has: (path: string) => boolean): Refusal {
  if (!error) return { fields: {}, rest: '' };
  if (!(error instanceof Error)) return { fields: {}, rest: 'Something went wrong. Please try again.' };
  const errors = error instanceof TradewindError ? (error.extras.errors ?? []) : [];
  if (errors.length === 0) return { fields: {}, rest: error.message };
  const fields = Object.fromEntries(errors.filter(({ path }) => has(path)).map(({ path, message }) => [path, sentence(message)]));
  const rest = errors.filter(({ path }) => !has(path)).map(({ path, message }) => (path ? `${path}: ${message}` : message));
  return { fields, rest: rest.join('. ') };
}

/** The services say what a value "is" or "has"; at a field that wants a subject. */
function sentence(message: string): string {
  return /^(is|has|goes)\b/.test(message) ? `It ${message}` : message;
}
