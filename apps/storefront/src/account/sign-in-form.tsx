'use client';

import { PasswordForm } from '@tradewind/ui/password-form';
import { ShopLink } from '#shell/shop-link.tsx';
import { useSignIn } from './use-sign-in.ts';

export function SignInForm({ next }: { readonly next: string }) {
  const { enter, isPending, problem } = useSignIn({ next, wrong: 'The email address or the password is not right.' });
  return (
    <PasswordForm isPending={isPending} problem={problem} onSubmit={(given) => void enter('password', given)}>
      <p className="text-muted">
        New here?{' '}
        <ShopLink href={`/sign-up?next=${encodeURIComponent(next)}`} className="font-medium text-primary underline underline-offset-4">
          Create an account
        </ShopLink>
      </p>
    </PasswordForm>
  );
}
