import 'server-only';

/** What the running process is told by its environment. Read at run time, never while building. */
export interface AdminEnv {
  readonly gatewayUrl: string;
  /** Where staff reach this app; decides whether cookies are for https alone. */
  readonly publicUrl: string;
  readonly publicApiUrl: string;
  readonly authSecret: string;
}

export function readEnv(source: NodeJS.ProcessEnv = process.env): AdminEnv {
  return {
    gatewayUrl: source.GATEWAY_URL ?? 'http://127.0.0.1:4000',
    publicUrl: source.PUBLIC_ADMIN_URL ?? 'http://localhost:3001',
    publicApiUrl: source.PUBLIC_API_URL ?? 'http://localhost:4000',
    authSecret: source.ADMIN_AUTH_SECRET ?? '',
  };
}
