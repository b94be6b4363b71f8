/** Runs once when the server starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { requireVariables, startMetricsServer } = await import('@tradewind/web/metrics');
  requireVariables(['ADMIN_AUTH_SECRET']);
  startMetricsServer(process.env.HOST ?? '127.0.0.1', Number(process.env.ADMIN_METRICS_PORT ?? 3101));
}
