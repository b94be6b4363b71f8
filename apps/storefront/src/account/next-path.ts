/** Where to go after signing in: a path of this shop, whatever the address says. */
export function nextPath(value: string | string[] | undefined): string {
  if (typeof value !== 'string' || !value.startsWith('/')) return '/account';
  const url = new URL(value, 'http://shop.invalid');
  return url.host === 'shop.invalid' ? `${url.pathname}${url.search}` : '/account';
}
