import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far a signature's time may be from now, both ways. */
const toleranceSeconds = 300;

/**
 * Whether the body of a webhook was signed with the secret within five minutes from now, before or after; the SDK's own check takes
 * times from far in the future. https://docs.stripe.com/webhooks#verify-manually
 * @param header `t=seconds,v1=hex`, with several `v1` while a secret is being replaced
 */
export function isSigned(body: Buffer, header: string, options: { secret: string; now?: number }): boolean {
  const parts = header.split(',').map((part) => part.split('=', 2) as [string, string?]);
  const time = parts.find(([name]) => name === 't')?.[1] ?? '';
  const now = options.now ?? Date.now() / 1000;
  if (!/^\d{1,12}$/.test(time) || Math.abs(now - Number(time)) > toleranceSeconds) return false;
  const expected = createHmac('sha256', options.secret).update(`${time}.`).update(body).digest();
  return parts.some(([name, value]) => {
    if (name !== 'v1' || !value || !/^[0-9a-f]{64}$/.test(value)) return false;
    return timingSafeEqual(Buffer.from(value, 'hex'), expected);
  });
}
