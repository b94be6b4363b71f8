import { createHmac, timingSafeEqual } from 'node:crypto';

const maxTags = 200;

/** The signature of a body: HMAC-SHA256 in hex. */
export function signatureOf(body: string, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

/** Whether whoever sent this knows the secret. */
export function isSigned(body: string, signature: string | null, secret: string): boolean {
  if (!signature || !secret) return false;
  const expected = Buffer.from(signatureOf(body, secret));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** The tags of `{"tags": ["product:teapot"]}`, or null when it is something else. */
export function tagsOf(body: string): string[] | null {
  try {
    const value: unknown = JSON.parse(body);
    const tags: unknown = typeof value === 'object' && value !== null && 'tags' in value ? value.tags : null;
    if (!Array.isArray(tags) || tags.length > maxTags) return null;
    return tags.every((tag): tag is string => typeof tag === 'string' && /^[\w:.-]{1,200}$/.test(tag)) ? tags : null;
  } catch {
    return null;
  }
}
