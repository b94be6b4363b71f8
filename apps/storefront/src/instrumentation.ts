/** Runs once when the server starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { missingVariables } = await import('./env.ts');
  const missing = missingVariables();
  if (missing.length > 0) {
    for (const name of missing) process.stderr.write(`${name} is missing\n`);
    process.exit(1);
  }
  const { startMetricsServer } = await import('./metrics-server.ts');
  startMetricsServer(process.env.HOST ?? '127.0.0.1', Number(process.env.STOREFRONT_METRICS_PORT ?? 3100));
}
