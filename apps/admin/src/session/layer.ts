import 'server-only';
import { mutate } from '@tradewind/client/call';
import { TradewindError } from '@tradewind/contracts/errors';
import { cookieNames, createRelay, createSessions, type SignedIn, sessionAuthOptions } from '@tradewind/web';
import type { NextAuthOptions } from 'next-auth';
import { readEnv } from '#env.ts';
import { allowed } from './allowed.ts';

/** A customer has no business here: their session is ended before it has begun. */
async function signInStaff(base: string, fields: Readonly<Record<string, string>>, headers: Record<string, string>): Promise<SignedIn> {
  const answer = await mutate({ base, init: { headers } }, 'auth.login', { email: fields.email ?? '', password: fields.password ?? '' });
  if (answer.user.permissions.length > 0) return answer;
  await mutate({ base }, 'auth.logout', { refreshToken: answer.refreshToken });
  throw new TradewindError('FORBIDDEN', 'This account is not one of the staff.');
}

/** The parts of the session layer, made once per process from its environment. */
function compose() {
  const { gatewayUrl, publicUrl, authSecret } = readEnv();
  const base = `${gatewayUrl}/trpc`;
  const names = cookieNames('admin', publicUrl);
  const useSession = createSessions({ secret: authSecret, refresh: (refreshToken) => mutate({ base }, 'auth.refresh', { refreshToken }) });
  const authOptions: NextAuthOptions = sessionAuthOptions({
    secret: authSecret,
    names,
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-in' },
    ways: [{ id: 'password', fields: ['email', 'password'], issue: (fields, headers) => signInStaff(base, fields, headers) }],
    end: (refreshToken) => mutate({ base }, 'auth.logout', { refreshToken }),
  });
  return { gatewayUrl, names, useSession, authOptions, relay: createRelay({ gatewayUrl, names, useSession, allowed }) };
}

let composed: ReturnType<typeof compose> | undefined;

export function sessionLayer(): ReturnType<typeof compose> {
  composed ??= compose();
  return composed;
}
