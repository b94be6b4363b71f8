import { type NextRequest, NextResponse } from 'next/server';

function originOf(url: string | undefined, fallback: string): string {
  return url && URL.canParse(url) ? new URL(url).origin : fallback;
}

/**
 * What a page may load and run. Static pages cannot carry a nonce, and Next puts its data into inline scripts, hence
 * 'unsafe-inline'; other origins are the card processor's and the pictures' alone, known at run time.
 */
function contentSecurityPolicy(): string {
  const processor = originOf(process.env.STRIPE_JS_URL, 'https://js.stripe.com');
  const stripe = processor === 'https://js.stripe.com';
  const api = originOf(process.env.PUBLIC_API_URL, 'http://localhost:4000');
  const isHttps = process.env.PUBLIC_STOREFRONT_URL?.startsWith('https:');
  const evaluate = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : '';
  return [
    "default-src 'self'",
    `script-src 'self' 'unsafe-inline'${evaluate} ${processor}`,
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: ${api}`,
    "font-src 'self'",
    `connect-src 'self' ${processor}${stripe ? ' https://api.stripe.com' : ''}`,
    `frame-src ${processor}${stripe ? ' https://hooks.stripe.com' : ''}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(isHttps ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}

const policy = contentSecurityPolicy();

export function proxy(request: NextRequest): NextResponse {
  const response = NextResponse.next();
  response.headers.set('content-security-policy', policy);
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('x-frame-options', 'DENY');
  response.headers.set('cross-origin-opener-policy', 'same-origin');
  response.headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), browsing-topics=()');
  // An order's address holds the guest's token.
  const secretAddress = request.nextUrl.pathname.startsWith('/orders/');
  response.headers.set('referrer-policy', secretAddress ? 'no-referrer' : 'strict-origin-when-cross-origin');
  if (process.env.PUBLIC_STOREFRONT_URL?.startsWith('https:')) {
    response.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
  }
  return response;
}

export const config = { matcher: ['/((?!_next/|health/).*)'] };
