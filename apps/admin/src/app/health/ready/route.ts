import { readiness } from '@tradewind/web';
import { readEnv } from '#env.ts';

export const dynamic = 'force-dynamic';

export function GET(): Promise<Response> {
  return readiness(readEnv().gatewayUrl);
}
