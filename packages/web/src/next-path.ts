/** Where to go after signing in: a path of this app, whatever the address says; `start` when it says none. */
export function nextPath(value: string | string[] | undefined, start: string): string {
  if (typeof value !== 'string' || !value.startsWith('/')) return start;
  const url = new URL(value, 'http://here.invalid');
  return url.host === 'here.invalid' ? `${url.pathname}${url.search}` : start;
}
