/** Runs once when the server starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { requireVariables, startMetricsServer } = await import('@tradewind/web/metrics');
  requireVariables(['STOREFRONT_AUTH_SECRET', 'REVALIDATE_SECRET', 'STRIPE_PUBLISHABLE_KEY']);
  startMetricsServer(process.env.HOST ?? '127.0.0.1', Number(process.env.STOREFRONT_METRICS_PORT ?? 3100));
}
