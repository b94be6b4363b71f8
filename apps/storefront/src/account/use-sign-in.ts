'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { cartKey } from '#cart/use-cart.ts';
import { meKey } from './use-me.ts';

const texts: Readonly<Record<string, string>> = {
  RATE_LIMITED: 'Too many tries. Please wait a minute and try again.',
  UNAVAILABLE: 'The shop does not answer right now. Please try again in a moment.',
};

interface SignInOptions {
  readonly next: string;
  /** What is said when what was entered is wrong. */
  readonly wrong: string;
}

/** Signs in by one of the session layer's ways; the guest's cart comes along with the next look at the cart. */
export function useSignIn({ next, wrong }: SignInOptions) {
  const client = useQueryClient();
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState('');

  async function enter(way: 'password' | 'registration', given: Record<string, string>) {
    setPending(true);
    setProblem('');
    const result = await signIn(way, { ...given, redirect: false }).catch(() => ({ error: 'UNAVAILABLE' }));
    if (result?.error) {
      setPending(false);
      setProblem(texts[result.error] ?? wrong);
      return;
    }
    await Promise.all([client.resetQueries({ queryKey: meKey }), client.invalidateQueries({ queryKey: cartKey })]);
    router.replace(next);
  }

  return { enter, isPending, problem };
}
