import 'server-only';
import { mutate } from '@tradewind/client/call';
import { cookieNames, createRelay, createSessions, type SignInWay, sessionAuthOptions } from '@tradewind/web';
import { readEnv } from '#env.ts';
import { allowed } from '#relay/allowed.ts';
import { createOrderEvents } from '#relay/events.ts';
import { createGuestCart } from '#relay/guest-cart.ts';

/** How a shopper gets in: with a password, or with the code of the registration letter. */
function signInWays(base: string): SignInWay[] {
  return [
    {
      id: 'password',
      fields: ['email', 'password'],
      issue: ({ email = '', password = '' }, headers) => mutate({ base, init: { headers } }, 'auth.login', { email, password }),
    },
    {
      id: 'registration',
      fields: ['registrationId', 'code'],
      // The gateway checks the id's form; the type only says that it is one.
      issue: ({ registrationId, code = '' }, headers) =>
        mutate({ base, init: { headers } }, 'auth.confirm', { registrationId: registrationId as `reg_${string}`, code }),
    },
  ];
}

/** The parts of the session layer, made once per process from its environment. */
function compose() {
  const { gatewayUrl, publicUrl, authSecret } = readEnv();
  const base = `${gatewayUrl}/trpc`;
  const names = cookieNames('storefront', publicUrl);
  const useSession = createSessions({ secret: authSecret, refresh: (refreshToken) => mutate({ base }, 'auth.refresh', { refreshToken }) });
  return {
    relay: createRelay({ gatewayUrl, names, useSession, allowed, ...createGuestCart(names) }),
    orderEvents: createOrderEvents({ gatewayUrl, names, useSession }),
    authOptions: sessionAuthOptions({
      secret: authSecret,
      names,
      pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/account' },
      ways: signInWays(base),
      end: (refreshToken) => mutate({ base }, 'auth.logout', { refreshToken }),
    }),
  };
}

let composed: ReturnType<typeof compose> | undefined;

export function sessionLayer(): ReturnType<typeof compose> {
  composed ??= compose();
  return composed;
}
