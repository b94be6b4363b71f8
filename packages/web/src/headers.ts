/** Where pages of an app may load from, beside the app itself. */
export interface Origins {
  readonly script?: readonly string[];
  readonly image?: readonly string[];
  readonly connect?: readonly string[];
  readonly frame?: readonly string[];
}

/** The origin of an address, or the fallback when there is none. */
export function originOf(url: string | undefined, fallback: string): string {
  return url && URL.canParse(url) ? new URL(url).origin : fallback;
}

/**
 * The content security policy of an app. Static pages cannot carry a nonce, and Next puts its data into inline scripts, hence
 * 'unsafe-inline'; no script of another origin runs unless it is named.
 */
export function contentSecurityPolicy(origins: Origins, options: { readonly https: boolean; readonly development: boolean }): string {
  const directive = (name: string, ...sources: (string | readonly string[] | undefined)[]) =>
    [name, ...sources.flat().filter(Boolean)].join(' ');
  return [
    "default-src 'self'",
    directive('script-src', "'self'", "'unsafe-inline'", options.development ? "'unsafe-eval'" : '', origins.script),
    "style-src 'self' 'unsafe-inline'",
    directive('img-src', "'self'", 'data:', origins.image),
    "font-src 'self'",
    directive('connect-src', "'self'", origins.connect),
    origins.frame?.length ? directive('frame-src', origins.frame) : "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(options.https ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}

/** The headers that every page of an app carries. */
export function securityHeaders(policy: string, https: boolean): Record<string, string> {
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
    'referrer-policy': 'strict-origin-when-cross-origin',
    ...(https ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}
