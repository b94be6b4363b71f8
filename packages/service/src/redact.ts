/** Keys whose value never reaches a log, whatever it is. Compared without case, dashes and underscores. */
const secretKey =
  /password|passphrase|token|secret|authorization|cookie|apikey|privatekey|signingkey|^card|cardnumber|^(cvc|cvv|pan|otp|pin|jwt|jwk|credential|credentials|signature|databaseurl|connectionstring)$/;
/** A code may be a secret (`482913`) or an error's name (`OUT_OF_STOCK`, `23505`). */
const codeKey = /code$/;
const secretCode = /^\d{6,10}$/;
const maxDepth = 8;

const redacted = '[redacted]';

/** Secrets that travel inside other text: bearer tokens and JWTs, passwords in URLs, card numbers. */
const jwt = /\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g;
const bearer = /\b(Bearer|Basic) +[\w.~+/=-]{8,}/gi;
const urlPassword = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@"']*):[^\s@/"']+@/gi;
const digits = /(?<![\w.])[2-6](?:[ -]?\d){13,18}(?![\w.])/g;

/** ISO/IEC 7812-1, annex B: tells card numbers from other long numbers nine times in ten. */
function isLuhn(text: string): boolean {
  let sum = 0;
  let double = false;
  for (const digit of text.replace(/\D/g, '').split('').reverse()) {
    const value = Number(digit) * (double ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
    double = !double;
  }
  return sum % 10 === 0;
}

/** Takes secrets out of free text, such as a message or a whole log line. What was JSON stays JSON. */
export function scrub(text: string): string {
  return text
    .replace(jwt, redacted)
    .replace(bearer, `$1 ${redacted}`)
    .replace(urlPassword, `$1:${redacted}@`)
    .replace(digits, (number) => (isLuhn(number) ? number.charAt(0).padEnd(number.length, '0') : number));
}

function redactValue(key: string, value: unknown, depth: number): unknown {
  const name = key.toLowerCase().replace(/[-_]/g, '');
  if (secretKey.test(name)) return value === undefined || value === null ? value : redacted;
  if (codeKey.test(name) && secretCode.test(String(value))) return redacted;
  return redact(value, depth + 1);
}

/** A copy of a value in which everything under a secret's name is taken out, at any depth. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth > maxDepth) return '[deep]';
  if (value instanceof Error) return describeError(value, depth);
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  if (value instanceof Map) return redact(Object.fromEntries(value), depth);
  if (value instanceof Set) return redact([...value], depth);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redactValue(key, inner, depth)]));
}

/**
 * What a log says of an error: its kind, text, code, stack and cause. Nothing else of it: a database's error, for one, carries the
 * values of the row.
 */
export function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return redact(error, depth);
  const code: unknown = 'code' in error ? error.code : undefined;
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' && { code }),
    stack: error.stack,
    ...(error.cause !== undefined && depth < maxDepth && { cause: describeError(error.cause, depth + 1) }),
  };
}
