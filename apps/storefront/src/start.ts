import { missingVariables } from './env.ts';
import { startMetricsServer } from './metrics-server.ts';

/** Refuses to run without its secrets, naming each; then opens the metrics port. */
export function start(): void {
  const missing = missingVariables();
  if (missing.length > 0) {
    for (const name of missing) process.stderr.write(`${name} is missing\n`);
    process.exit(1);
  }
  startMetricsServer(process.env.HOST ?? '127.0.0.1', Number(process.env.STOREFRONT_METRICS_PORT ?? 3100));
}
