/** An app is ready while the gateway lives: without it there is nothing to show. 200, or 503 that names what is missing. */
export async function readiness(gatewayUrl: string): Promise<Response> {
  const up = await fetch(`${gatewayUrl}/health/live`, { cache: 'no-store', signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
  return Response.json(up ? { status: 'ok' } : { status: 'unavailable', failing: ['gateway'] }, { status: up ? 200 : 503 });
}
