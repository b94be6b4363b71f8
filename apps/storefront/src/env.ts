import 'server-only';

/** What the running process is told by its environment. Read at run time, never while building. */
export interface StorefrontEnv {
  readonly gatewayUrl: string;
  /** Where shoppers reach this app; decides canonical addresses and whether cookies are for https alone. */
  readonly publicUrl: string;
  readonly publicApiUrl: string;
  readonly stripeJsUrl: string;
  readonly stripePublishableKey: string;
  readonly authSecret: string;
  readonly revalidateSecret: string;
}

export function readEnv(source: NodeJS.ProcessEnv = process.env): StorefrontEnv {
  return {
    gatewayUrl: source.GATEWAY_URL ?? 'http://127.0.0.1:4000',
    publicUrl: source.PUBLIC_STOREFRONT_URL ?? 'http://localhost:3000',
    publicApiUrl: source.PUBLIC_API_URL ?? 'http://localhost:4000',
    stripeJsUrl: source.STRIPE_JS_URL ?? 'https://js.stripe.com/v3/',
    stripePublishableKey: source.STRIPE_PUBLISHABLE_KEY ?? '',
    authSecret: source.STOREFRONT_AUTH_SECRET ?? '',
    revalidateSecret: source.REVALIDATE_SECRET ?? '',
  };
}
