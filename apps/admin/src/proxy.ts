import { contentSecurityPolicy, originOf, securityHeaders } from '@tradewind/web/headers';
import { type NextRequest, NextResponse } from 'next/server';

const https = process.env.PUBLIC_ADMIN_URL?.startsWith('https:') ?? false;
const api = originOf(process.env.PUBLIC_API_URL, 'http://localhost:4000');
// A picture is shown from the browser's memory (blob:) until it is stored.
const policy = contentSecurityPolicy({ image: ['blob:', api] }, { https, development: process.env.NODE_ENV === 'development' });
const headers = Object.entries(securityHeaders(policy, https));

export function proxy(_request: NextRequest): NextResponse {
  const response = NextResponse.next();
  for (const [name, value] of headers) response.headers.set(name, value);
  return response;
}

export const config = { matcher: ['/((?!_next/|health/).*)'] };
