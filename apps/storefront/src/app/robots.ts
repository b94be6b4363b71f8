import type { MetadataRoute } from 'next';
import { readEnv } from '#env.ts';

export const dynamic = 'force-dynamic';

export default function robots(): MetadataRoute.Robots {
  const { publicUrl } = readEnv();
  return {
    rules: { userAgent: '*', allow: '/', disallow: ['/api/', '/account', '/cart', '/checkout', '/orders/', '/sign-in', '/sign-up'] },
    sitemap: new URL('/sitemap.xml', publicUrl).href,
  };
}
