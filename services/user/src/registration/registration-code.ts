import { createHmac, timingSafeEqual } from 'node:crypto';

/** Makes and checks the six digits that prove an address. They are derived, so that no table and no event ever holds them. */
export interface CodeMaker {
  codeOf(registrationId: string): string;
  /** In constant time. */
  fits(registrationId: string, code: string): boolean;
}

/** @param secret at least 32 characters, the same in every instance of the service. */
export function createCodeMaker(secret: string): CodeMaker {
  function codeOf(registrationId: string): string {
    const digest = createHmac('sha256', secret).update(`registration-code:${registrationId}`).digest();
    return String(digest.readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
  }
  return {
    codeOf,
    fits(registrationId, code) {
      const expected = Buffer.from(codeOf(registrationId));
      const given = Buffer.from(code);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
