import { primitives, user as schemas } from '@tradewind/contracts/schemas';
import { createMessagesRouter, type MessagesContext } from '@tradewind/messaging';
import { createTrpc } from '@tradewind/service';
import { readMe } from './account/read-me.ts';
import { confirmRegistration } from './registration/confirm-registration.ts';
import { register } from './registration/register.ts';
import { registrationMail } from './registration/registration-mail.ts';
import type { Services } from './services.ts';
import { logIn } from './session/log-in.ts';
import { logOut } from './session/log-out.ts';
import { refreshSession } from './session/refresh-session.ts';

const trpc = createTrpc();
const { router, procedure } = trpc;

export function createUserRouter(services: Services, messages: MessagesContext) {
  const auth = router({
    register: procedure('public')
      .input(schemas.registerInput)
      .output(schemas.registration)
      .mutation(({ ctx, input }) => register({ ...services, ...ctx }, input)),
    confirm: procedure('public')
      .input(schemas.confirmRegistrationInput)
      .output(schemas.signedIn)
      .mutation(({ ctx, input }) => confirmRegistration({ ...services, ...ctx }, input)),
    login: procedure('public')
      .input(schemas.loginInput)
      .output(schemas.signedIn)
      .mutation(({ ctx, input }) => logIn({ ...services, ...ctx }, input)),
    refresh: procedure('public')
      .input(schemas.refreshInput)
      .output(schemas.signedIn)
      .mutation(({ ctx, input }) => refreshSession({ ...services, ...ctx }, input)),
    logout: procedure('public')
      .input(schemas.logoutInput)
      .output(primitives.empty)
      .mutation(({ ctx, input }) => logOut({ ...services, ...ctx }, input)),
  });
  const account = router({
    me: procedure('signed-in')
      .output(schemas.user)
      .query(({ ctx }) => readMe({ ...services, ...ctx })),
  });
  const mail = router({
    registration: procedure({ callers: ['notification'] })
      .input(schemas.registrationMailInput)
      .output(schemas.registrationMail)
      .query(({ ctx, input }) => registrationMail({ ...services, ...ctx }, input)),
  });
  return router({ auth, account, mail, messages: createMessagesRouter(trpc, messages) });
}
