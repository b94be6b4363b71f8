import { expect, it } from 'vitest';
import { contentSecurityPolicy, originOf, securityHeaders } from './headers.ts';

const directives = (policy: string) => new Map(policy.split('; ').map((line) => [line.split(' ')[0], line.split(' ').slice(1)]));

it('allows what is named and nothing else', () => {
  const policy = contentSecurityPolicy(
    { script: ['https://pay.example'], frame: ['https://pay.example'], image: ['https://api.example'] },
    { https: true, development: false },
  );
  const allowed = directives(policy);
  expect(allowed.get('script-src')).toEqual(["'self'", "'unsafe-inline'", 'https://pay.example']);
  expect(allowed.get('frame-src')).toEqual(['https://pay.example']);
  expect(allowed.get('img-src')).toEqual(["'self'", 'data:', 'https://api.example']);
  expect(allowed.get('connect-src')).toEqual(["'self'"]);
  expect(allowed.has('upgrade-insecure-requests')).toBe(true);
  expect(securityHeaders(policy, true)['strict-transport-security']).toContain('max-age=31536000');
});

it('frames nothing by default, and holds nobody to https who has none', () => {
  const policy = contentSecurityPolicy({}, { https: false, development: true });
  const allowed = directives(policy);
  expect(allowed.get('frame-src')).toEqual(["'none'"]);
  expect(allowed.get('script-src')).toContain("'unsafe-eval'");
  expect(allowed.has('upgrade-insecure-requests')).toBe(false);
  expect(securityHeaders(policy, false)).not.toHaveProperty('strict-transport-security');
});

it('takes the origin of an address', () => {
  expect(originOf('https://js.stripe.com/v3/', 'http://else')).toBe('https://js.stripe.com');
  expect([originOf(undefined, 'http://else'), originOf('no address', 'http://else')]).toEqual(['http://else', 'http://else']);
});
