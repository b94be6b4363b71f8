import { TradewindError } from '@tradewind/contracts/errors';
import type { NextAuthOptions, User } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { passedOn } from './answers.ts';
import { type CookieNames, sessionSeconds } from './cookies.ts';
import { type IssuedTokens, tokensFrom } from './session.ts';

/** The gateway's answer to a sign-in. */
export type SignedIn = IssuedTokens & { readonly user: { readonly id: string; readonly email: string; readonly name: string } };

/** A way to sign in: the fields of its form, and how they become tokens. @throws TradewindError when they do not. */
export interface SignInWay {
  readonly id: string;
  readonly fields: readonly string[];
  /** @param headers of the browser, as far as the gateway is to know them. */
  readonly issue: (fields: Readonly<Record<string, string>>, headers: Record<string, string>) => Promise<SignedIn>;
}

export interface SessionLayerOptions {
  readonly secret: string;
  readonly names: CookieNames;
  readonly pages: NonNullable<NextAuthOptions['pages']>;
  readonly ways: readonly SignInWay[];
  /** Tells the gateway that the session has ended. */
  readonly end: (refreshToken: string) => Promise<unknown>;
}

/** What a provider hands to the jwt callback: the account, and the tokens that the cookie is to hold. */
type SignedInUser = User & { readonly issued: IssuedTokens };

function isSignedInUser(user: User | undefined): user is SignedInUser {
  return user !== undefined && 'issued' in user;
}

/** next-auth gives the message of an error to the page: the code, and nothing else of it. */
async function authorize(issue: () => Promise<SignedIn>): Promise<SignedInUser> {
  try {
    const { user, accessToken, refreshToken, expiresIn } = await issue();
    return { id: user.id, email: user.email, name: user.name, issued: { accessToken, refreshToken, expiresIn } };
  } catch (error) {
    throw new Error(error instanceof TradewindError ? error.code : 'INTERNAL');
  }
}

function provider({ id, fields, issue }: SignInWay) {
  return CredentialsProvider({
    id,
    credentials: Object.fromEntries(fields.map((field) => [field, {}])),
    authorize: (given, request) => {
      const headers = new Headers(Object.entries(request.headers ?? {}).map(([name, value]) => [name, String(value)]));
      return authorize(() => issue(Object.fromEntries(fields.map((field) => [field, given?.[field] ?? ''])), passedOn(headers)));
    },
  });
}

/** next-auth as session layer alone: it puts the gateway's tokens into an encrypted cookie and takes them out again. */
export function sessionAuthOptions({ secret, names, pages, ways, end }: SessionLayerOptions): NextAuthOptions {
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure: names.secure } as const;
  return {
    secret,
    session: { strategy: 'jwt', maxAge: sessionSeconds },
    pages,
    useSecureCookies: names.secure,
    cookies: {
      sessionToken: { name: names.session, options },
      csrfToken: { name: names.csrf, options },
      callbackUrl: { name: names.callback, options },
    },
    providers: ways.map(provider),
    callbacks: {
      jwt: ({ token, user }) => (isSignedInUser(user) ? { ...token, ...tokensFrom(user.issued, Date.now()) } : token),
      session: ({ session, token }) => ({ ...session, user: { name: token.name, email: token.email } }),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.refreshToken === 'string') await end(token.refreshToken);
      },
    },
  };
}
