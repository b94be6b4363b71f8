/** Cookies ignore ports, so both apps' differ by name. `__Host-` wants https. */
export interface CookieNames {
  readonly session: string;
  readonly csrf: string;
  readonly callback: string;
  readonly cart: string;
  readonly secure: boolean;
}

/** How long a session that is not used lasts, in seconds; the user service ends it no later. */
export const sessionSeconds = 30 * 24 * 3600;
const cartSeconds = 60 * 24 * 3600;

export function cookieNames(publicUrl: string): CookieNames {
  const secure = publicUrl.startsWith('https:');
  const name = (what: string) => `${secure ? '__Host-' : ''}tradewind-storefront.${what}`;
  return { session: name('session'), csrf: name('csrf'), callback: name('callback'), cart: name('cart'), secure };
}

function serialize(name: string, value: string, seconds: number, secure: boolean): string {
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

/** A Set-Cookie line for the session, or one that ends it. */
export function sessionCookie(names: CookieNames, value: string | null): string {
  return serialize(names.session, value ?? '', value === null ? 0 : sessionSeconds, names.secure);
}

/** A Set-Cookie line for a guest's cart (`<id>.<token>`), or one that forgets it. */
export function cartCookie(names: CookieNames, value: string | null): string {
  return serialize(names.cart, value ?? '', value === null ? 0 : cartSeconds, names.secure);
}

/** The value of a cookie in a Cookie header. */
export function cookieValue(header: string | null, name: string): string | null {
  const pair = header?.split(/; */).find((part) => part.startsWith(`${name}=`));
  return pair ? pair.slice(name.length + 1) || null : null;
}
