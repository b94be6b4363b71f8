import { createServer } from 'node:http';
import { renderMetrics } from './metrics.ts';

/** Serves /metrics on a port of its own, which the public does not reach. */
export function startMetricsServer(host: string, port: number): void {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    renderMetrics().then(
      ({ type, text }) => response.writeHead(200, { 'content-type': type }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  server.on('error', (error) => process.stderr.write(`STOREFRONT_METRICS_PORT ${port}: ${error.message}\n`));
  server.listen(port, host).unref();
}
