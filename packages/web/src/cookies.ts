/** Cookies ignore ports, so the apps' differ by name. `__Host-` wants https. */
export interface CookieNames {
  readonly session: string;
  readonly csrf: string;
  readonly callback: string;
  readonly secure: boolean;
}

/** How long a session that is not used lasts, in seconds; the user service ends it no later. */
export const sessionSeconds = 30 * 24 * 3600;

/** The full name of one of an app's cookies. */
export function cookieName(app: string, what: string, secure: boolean): string {
  return `${secure ? '__Host-' : ''}tradewind-${app}.${what}`;
}

export function cookieNames(app: string, publicUrl: string): CookieNames {
  const secure = publicUrl.startsWith('https:');
  const name = (what: string) => cookieName(app, what, secure);
  return { session: name('session'), csrf: name('csrf'), callback: name('callback'), secure };
}

/** A Set-Cookie line that script cannot read; a value of null ends the cookie. */
export function setCookie(name: string, value: string | null, seconds: number, secure: boolean): string {
  return `${name}=${value ?? ''}; Path=/; Max-Age=${value === null ? 0 : seconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

/** A Set-Cookie line for the session, or one that ends it. */
export function sessionCookie(names: CookieNames, value: string | null): string {
  return setCookie(names.session, value, sessionSeconds, names.secure);
}

/** The value of a cookie in a Cookie header. */
export function cookieValue(header: string | null, name: string): string | null {
  const pair = header?.split(/; */).find((part) => part.startsWith(`${name}=`));
  return pair ? pair.slice(name.length + 1) || null : null;
}
