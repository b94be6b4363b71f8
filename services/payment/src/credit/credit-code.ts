import { createHash, randomBytes } from 'node:crypto';

/** Crockford's base 32: no letter in it is taken for a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 16;

/** A new code of 80 random bits: nobody meets one by trying. */
export function makeCode(): string {
  // 256 is a multiple of 32, so each sign is as likely as the others.
  return Array.from(randomBytes(length), (byte) => alphabet.charAt(byte % alphabet.length)).join('');
}

/** What is kept of a code. So many random bits need neither salt nor a slow hash. */
export function hashCode(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}

/** For people: `7K2M-90QD-XF3A-HJ4R`. */
export function showCode(code: string): string {
  return code.match(/.{4}/g)?.join('-') ?? code;
}
