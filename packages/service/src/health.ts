import { TradewindError, toProblem } from '@tradewind/contracts/errors';
import type { FastifyInstance } from 'fastify';
import { renderMetrics } from './metrics.ts';
import { traceIdOf } from './trace.ts';

const checkTimeout = 3_000;

async function inTime(check: () => Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the check took too long')), checkTimeout);
  });
  try {
    await Promise.race([check(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The names of the checks that fail, in their order. */
export async function failingChecks(checks: Record<string, () => Promise<unknown>>): Promise<string[]> {
  const names = Object.keys(checks);
  const results = await Promise.allSettled(Object.values(checks).map(inTime));
  return names.filter((_, index) => results[index]?.status === 'rejected');
}

/** /health/live, /health/ready (503 with the names of what is lacking) and /metrics. */
export function addHealth(
  app: FastifyInstance,
  options: { name: string; checks: Record<string, () => Promise<unknown>>; isDraining: () => boolean },
): void {
  const { name, checks, isDraining } = options;

  app.get('/health/live', async () => ({ status: 'ok', service: name }));

  app.get('/health/ready', async (request, reply) => {
    const lacking = isDraining() ? ['draining'] : await failingChecks(checks);
    if (lacking.length === 0) return { status: 'ok', service: name, checks: Object.keys(checks) };
    const error = new TradewindError('UNAVAILABLE', `Not ready: ${lacking.join(', ')}.`);
    const body = { ...toProblem(error, traceIdOf(request.traceparent) ?? ''), failing: lacking };
    return await reply.code(503).type('application/problem+json').send(JSON.stringify(body));
  });

  app.get('/metrics', async (_request, reply) => {
    const { contentType, text } = await renderMetrics();
    return await reply.type(contentType).send(text);
  });
}
