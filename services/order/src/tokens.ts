import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The secrets that let guests at what is theirs. */
export interface Tokens {
  cart(cartId: string): string;
  order(orderId: string): string;
}

/**
 * Tokens are an HMAC-SHA-256 of what they open, so that a repeated answer and an email can give the same one again although
 * none is stored: 43 characters of base64url.
 */
export function createTokens(secret: string): Tokens {
  const derive = (kind: string, id: string) => createHmac('sha256', secret).update(`${kind}:${id}`).digest('base64url');
  return { cart: (id) => derive('cart', id), order: (id) => derive('order', id) };
}

/** How a cart's token is stored. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Compares in constant time. */
export function sameToken(left: string, right: string): boolean {
  return timingSafeEqual(hashToken(left), hashToken(right));
}
