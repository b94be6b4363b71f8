import { type ServiceName, serviceNames } from '@tradewind/contracts/permissions';
import { failingChecks } from '@tradewind/service';
import { z } from 'zod';
import type { GatewayServices } from '../services.ts';
import { patienceMs } from './ask-services.ts';
import { messageService, type systemOverview } from './schemas.ts';

const notReady = z.object({ failing: z.array(z.string()) });

type Health = Pick<z.infer<typeof systemOverview>['services'][number], 'status' | 'failing'>;

async function askHealth(url: string): Promise<Health> {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(patienceMs) });
    if (answer.ok) return { status: 'ready', failing: [] };
    return { status: 'not_ready', failing: notReady.parse(await answer.json()).failing };
  } catch {
    return { status: 'away', failing: [] };
  }
}

async function askSelf(checks: GatewayServices['checks']): Promise<Health> {
  const failing = await failingChecks(checks);
  return { status: failing.length > 0 ? 'not_ready' : 'ready', failing };
}

/** How every process feels and how its messages stand. A service that does not answer is part of the answer. */
export async function readSystemOverview({ clients, urls, checks }: GatewayServices): Promise<z.infer<typeof systemOverview>> {
  async function ofService(service: ServiceName) {
    const named = messageService.safeParse(service);
    if (!named.success) return { service, ...(await askSelf(checks)), messages: null };
    const signal = AbortSignal.timeout(patienceMs);
    const [health, messages] = await Promise.all([
      askHealth(urls[named.data]),
      // The health beside it says what there is to say of a service that fails here.
      clients[named.data].messages.overview.query(undefined, { signal }).catch(() => null),
    ]);
    return { service, ...health, messages };
  }
  return { services: await Promise.all(serviceNames.map(ofService)) };
}
