import { readEnv } from '#env.ts';

export const dynamic = 'force-dynamic';

/** Ready while the gateway lives: without it there is nothing to show. */
export async function GET(): Promise<Response> {
  const up = await fetch(`${readEnv().gatewayUrl}/health/live`, { cache: 'no-store', signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
  return Response.json(up ? { status: 'ok' } : { status: 'unavailable', failing: ['gateway'] }, { status: up ? 200 : 503 });
}
