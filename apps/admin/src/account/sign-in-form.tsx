'use client';

import { useQueryClient } from '@tanstack/react-query';
import { PasswordForm } from '@tradewind/ui/password-form';
import { useEnter } from '@tradewind/web/browser';
import { useRouter } from 'next/navigation';

const refusals = { FORBIDDEN: 'This is a customer’s account. The back office is for staff: ask an administrator for access.' };

export function SignInForm({ next }: { readonly next: string }) {
  const client = useQueryClient();
  const router = useRouter();
  const { enter, isPending, problem } = useEnter({
    wrong: 'The email address or the password is not right.',
    refusals,
    onEntered: () => {
      client.clear();
      router.replace(next);
    },
  });
  return <PasswordForm isPending={isPending} problem={problem} onSubmit={(given) => void enter('password', given)} />;
}
