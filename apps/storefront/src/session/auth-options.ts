import 'server-only';
import { TradewindError } from '@tradewind/contracts/errors';
import type { NextAuthOptions, User } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { readEnv } from '#env.ts';
import { mutate } from '#gateway/call.ts';
import { passedOn } from '#relay/answers.ts';
import { cookieNames, sessionSeconds } from './cookies.ts';
import { type IssuedTokens, tokensFrom } from './session.ts';

/** What a provider hands to the jwt callback: the account, and the tokens that the cookie is to hold. */
type SignedInUser = User & { readonly issued: IssuedTokens };

interface AuthorizeRequest {
  readonly headers?: Record<string, unknown>;
}

function target(request: AuthorizeRequest) {
  const headers = new Headers(Object.entries(request.headers ?? {}).map(([name, value]) => [name, String(value)]));
  return { base: `${readEnv().gatewayUrl}/trpc`, init: { headers: passedOn(headers) } };
}

/** next-auth gives the message of an error to the page: the code, and nothing else of it. */
async function signIn(issue: () => Promise<IssuedTokens & { user: { id: string; email: string; name: string } }>): Promise<SignedInUser> {
  try {
    const { user, accessToken, refreshToken, expiresIn } = await issue();
    return { id: user.id, email: user.email, name: user.name, issued: { accessToken, refreshToken, expiresIn } };
  } catch (error) {
    throw new Error(error instanceof TradewindError ? error.code : 'INTERNAL');
  }
}

function isSignedInUser(user: User | undefined): user is SignedInUser {
  return user !== undefined && 'issued' in user;
}

/** next-auth as session layer alone: it puts the gateway's tokens into an encrypted cookie and takes them out again. */
export function authOptions(): NextAuthOptions {
  const { publicUrl, authSecret, gatewayUrl } = readEnv();
  const names = cookieNames(publicUrl);
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure: names.secure } as const;
  return {
    secret: authSecret,
    session: { strategy: 'jwt', maxAge: sessionSeconds },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/account' },
    useSecureCookies: names.secure,
    cookies: {
      sessionToken: { name: names.session, options },
      csrfToken: { name: names.csrf, options },
      callbackUrl: { name: names.callback, options },
    },
    providers: [
      CredentialsProvider({
        id: 'password',
        credentials: { email: {}, password: {} },
        authorize: (given, request) =>
          signIn(() => mutate(target(request), 'auth.login', { email: given?.email ?? '', password: given?.password ?? '' })),
      }),
      CredentialsProvider({
        id: 'registration',
        credentials: { registrationId: {}, code: {} },
        authorize: (given, request) =>
          signIn(() =>
            // The gateway checks the id's form; the type only says that it is one.
            mutate(target(request), 'auth.confirm', { registrationId: given?.registrationId as `reg_${string}`, code: given?.code ?? '' }),
          ),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (isSignedInUser(user) ? { ...token, ...tokensFrom(user.issued, Date.now()) } : token),
      session: ({ session, token }) => ({ ...session, user: { name: token.name, email: token.email } }),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.refreshToken !== 'string') return;
        await mutate({ base: `${gatewayUrl}/trpc` }, 'auth.logout', { refreshToken: token.refreshToken });
      },
    },
  };
}
