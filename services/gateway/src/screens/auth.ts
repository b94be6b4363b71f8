import { primitives, user } from '@tradewind/contracts/schemas';
import { createTrpc } from '@tradewind/service';
import type { GatewayServices } from '../services.ts';

/** Signing up, in and out. */
export function authRouter({ clients }: GatewayServices) {
  const { router, procedure } = createTrpc();
  const open = procedure('public');
  return router({
    register: open
      .input(user.registerInput)
      .output(user.registration)
      .mutation(({ input }) => clients.user.auth.register.mutate(input)),
    confirm: open
      .input(user.confirmRegistrationInput)
      .output(user.signedIn)
      .mutation(({ input }) => clients.user.auth.confirm.mutate(input)),
    login: open
      .input(user.loginInput)
      .output(user.signedIn)
      .mutation(({ input }) => clients.user.auth.login.mutate(input)),
    refresh: open
      .input(user.refreshInput)
      .output(user.signedIn)
      .mutation(({ input }) => clients.user.auth.refresh.mutate(input)),
    logout: open
      .input(user.logoutInput)
      .output(primitives.empty)
      .mutation(async ({ input }) => {
        await clients.user.auth.logout.mutate(input);
        return {};
      }),
    me: procedure('signed-in')
      .output(user.user)
      .query(() => clients.user.account.me.query()),
  });
}
