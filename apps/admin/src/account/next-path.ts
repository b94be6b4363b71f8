/** Where to go after signing in: a path of this app, whatever the address says. */
export function nextPath(value: string | string[] | undefined): string {
  if (typeof value !== 'string' || !value.startsWith('/')) return '/';
  const url = new URL(value, 'http://office.invalid');
  return url.host === 'office.invalid' ? `${url.pathname}${url.search}` : '/';
}
