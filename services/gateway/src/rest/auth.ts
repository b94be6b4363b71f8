import { user } from '@tradewind/contracts/schemas';
import { z } from 'zod';
import type { GatewayServices } from '../services.ts';
import type { RestApp } from './parts.ts';
import { failing, withBody } from './problems.ts';

const tags = ['Account'];

/** Signing up, in and out. No idempotency keys here, so that no token is kept anywhere. */
export function addAuth(app: RestApp, { clients }: GatewayServices): void {
  const { auth } = clients.user;

  app.post(
    '/auth/register',
    {
      schema: {
        tags,
        summary: 'Ask for an account',
        description: 'Always 202: a six-digit code goes to the address, or a note that it has an account already.',
        operationId: 'register',
        body: user.registerInput,
        response: { 202: user.registration, ...failing(...withBody) },
      },
    },
    async (request, reply) => reply.code(202).send(await auth.register.mutate(request.body)),
  );

  app.post(
    '/auth/register/confirm',
    {
      schema: {
        tags,
        summary: 'Open the account with the code',
        operationId: 'confirmRegistration',
        body: user.confirmRegistrationInput,
        response: { 201: user.signedIn, ...failing(...withBody, 'NOT_FOUND', 'CONFLICT') },
      },
    },
    async (request, reply) => reply.code(201).send(await auth.confirm.mutate(request.body)),
  );

  app.post(
    '/auth/login',
    {
      schema: {
        tags,
        summary: 'Sign in',
        operationId: 'login',
        body: user.loginInput,
        response: { 200: user.signedIn, ...failing(...withBody, 'UNAUTHENTICATED') },
      },
    },
    (request) => auth.login.mutate(request.body),
  );

  app.post(
    '/auth/refresh',
    {
      schema: {
        tags,
        summary: 'A new pair of tokens',
        operationId: 'refresh',
        body: user.refreshInput,
        response: { 200: user.signedIn, ...failing(...withBody, 'UNAUTHENTICATED') },
      },
    },
    (request) => auth.refresh.mutate(request.body),
  );

  app.post(
    '/auth/logout',
    {
      schema: {
        tags,
        summary: 'End the session',
        operationId: 'logout',
        body: user.logoutInput,
        response: { 204: z.undefined().describe('Ended'), ...failing(...withBody) },
      },
    },
    async (request, reply) => {
      await auth.logout.mutate(request.body);
      return reply.code(204).send();
    },
  );

  app.get(
    '/me',
    { schema: { tags, summary: 'Who is signed in', operationId: 'me', response: { 200: user.user, ...failing('UNAUTHENTICATED') } } },
    () => clients.user.account.me.query(),
  );
}
