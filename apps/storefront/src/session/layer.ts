import 'server-only';
import { readEnv } from '#env.ts';
import { mutate } from '#gateway/call.ts';
import { createOrderEvents } from '#relay/events.ts';
import { createRelay } from '#relay/relay.ts';
import { cookieNames } from './cookies.ts';
import { createSessions } from './session.ts';

/** The parts of the session layer, made once per process from its environment. */
function compose() {
  const { gatewayUrl, publicUrl, authSecret } = readEnv();
  const names = cookieNames(publicUrl);
  const useSession = createSessions({
    secret: authSecret,
    refresh: (refreshToken) => mutate({ base: `${gatewayUrl}/trpc` }, 'auth.refresh', { refreshToken }),
  });
  const options = { gatewayUrl, names, useSession };
  return { names, relay: createRelay(options), orderEvents: createOrderEvents(options) };
}

let composed: ReturnType<typeof compose> | undefined;

export function sessionLayer(): ReturnType<typeof compose> {
  composed ??= compose();
  return composed;
}
