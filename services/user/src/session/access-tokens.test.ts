import { expect, it } from 'vitest';
import { signingKeySchema } from './access-tokens.ts';

it.each([
  'hunter2 is no JSON',
  '{"kty":"OKP","crv":"Ed25519","x":"hunter2","kid":"1"}',
  '{"kty":"EC","crv":"P-256","x":"hunter2","d":"hunter2","kid":"1"}',
  '{"kty":"OKP","crv":"Ed25519","x":"hunter2","d":"hunter2"}',
])('refuses %s as a signing key without showing it', (text) => {
  const result = signingKeySchema.safeParse(text);
  expect(result.success).toBe(false);
  expect(JSON.stringify(result.error)).not.toContain('hunter2');
});
