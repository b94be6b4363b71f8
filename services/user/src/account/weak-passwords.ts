import { TradewindError } from '@tradewind/contracts/errors';

/** The passwords of eight and more characters that head every published list of leaked ones. */
const common = new Set(
  `password password1 password12 password123 passw0rd p@ssw0rd p@ssword 12345678 123456789 1234567890 0123456789 987654321
  87654321 11111111 00000000 88888888 12341234 123123123 123321123 1q2w3e4r 1q2w3e4r5t 1qaz2wsx qwertyui qwertyuiop qwerty12
  qwerty123 qwerty1234 asdfghjkl asdf1234 zxcvbnm1 abcd1234 abcdefgh abc12345 iloveyou iloveyou1 sunshine princess football
  baseball basketball superman trustno1 letmein1 welcome1 welcome123 admin123 administrator changeme starwars whatever
  computer internet michelle jennifer liverpool`.split(/\s+/),
);

/**
 * Refuses what an attacker tries first: the top of the leaked lists, and the address itself (NIST SP 800-63B, 3.1.1.2).
 * @throws INVALID_INPUT that names the field `password`.
 */
export function refuseWeakPassword(password: string, email: string): void {
  const typed = password.toLowerCase();
  if (!common.has(typed) && typed !== email && typed !== email.split('@')[0]) return;
  throw new TradewindError('INVALID_INPUT', 'Choose another password.', {
    errors: [{ path: 'password', message: 'is among the first that others would guess' }],
  });
}
