import { contentSecurityPolicy, originOf, securityHeaders } from '@tradewind/web/headers';
import { type NextRequest, NextResponse } from 'next/server';

const https = process.env.PUBLIC_STOREFRONT_URL?.startsWith('https:') ?? false;
const api = originOf(process.env.PUBLIC_API_URL, 'http://localhost:4000');
const processor = originOf(process.env.STRIPE_JS_URL, 'https://js.stripe.com');
const isStripe = processor === 'https://js.stripe.com';

// Beside the pages' own: the card processor and the pictures, known at run time.
const policy = contentSecurityPolicy(
  {
    script: [processor],
    image: [api],
    connect: isStripe ? [processor, 'https://api.stripe.com'] : [processor],
    frame: isStripe ? [processor, 'https://hooks.stripe.com'] : [processor],
  },
  { https, development: process.env.NODE_ENV === 'development' },
);
const headers = Object.entries(securityHeaders(policy, https));

export function proxy(request: NextRequest): NextResponse {
  const response = NextResponse.next();
  for (const [name, value] of headers) response.headers.set(name, value);
  // An order's address holds the guest's token.
  if (request.nextUrl.pathname.startsWith('/orders/')) response.headers.set('referrer-policy', 'no-referrer');
  return response;
}

export const config = { matcher: ['/((?!_next/|health/).*)'] };
