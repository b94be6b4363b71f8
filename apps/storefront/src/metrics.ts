import { collectDefaultMetrics, Histogram, register } from 'prom-client';

const name = 'storefront_gateway_call_seconds';

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
export async function renderMetrics(): Promise<{ type: string; text: string }> {
  if (!register.getSingleMetric('process_cpu_seconds_total')) collectDefaultMetrics();
  return { type: register.contentType, text: await register.metrics() };
}
