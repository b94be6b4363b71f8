import { createServer } from 'node:http';
import { collectDefaultMetrics, Histogram, register } from 'prom-client';

const name = 'app_gateway_call_seconds';

/** Next loads this module once per bundle, prom-client's registry is one: whoever comes second takes what is there. */
function histogram(): Histogram<'procedure' | 'status'> {
  const known = register.getSingleMetric(name);
  if (known instanceof Histogram) return known;
  return new Histogram({ name, help: 'Calls that the proxy relayed to the gateway', labelNames: ['procedure', 'status'] });
}

/** Times one call through the proxy. Procedures that do not exist are counted together. */
export async function observeCall(procedure: string, work: () => Promise<Response>): Promise<Response> {
  const end = histogram().startTimer();
  const response = await work();
  end({ procedure: response.status === 404 ? 'unknown' : procedure, status: String(response.status) });
  return response;
}

/** Everything that is measured, as Prometheus reads it. */
async function renderMetrics(): Promise<{ type: string; text: string }> {
  if (!register.getSingleMetric('process_cpu_seconds_total')) collectDefaultMetrics();
  return { type: register.contentType, text: await register.metrics() };
}

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
  server.on('error', (error) => process.stderr.write(`The metrics port ${port}: ${error.message}\n`));
  server.listen(port, host).unref();
}

/** Ends the process, naming what is missing, unless every variable has a value. */
export function requireVariables(names: readonly string[], source: NodeJS.ProcessEnv = process.env): void {
  const missing = names.filter((variable) => !source[variable]);
  for (const variable of missing) process.stderr.write(`${variable} is missing\n`);
  if (missing.length > 0) process.exit(1);
}
