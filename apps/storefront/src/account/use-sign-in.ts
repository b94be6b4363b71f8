'use client';

import { useQueryClient } from '@tanstack/react-query';
import { meKey, useEnter } from '@tradewind/web/browser';
import { useRouter } from 'next/navigation';
import { cartKey } from '#cart/use-cart.ts';

interface SignInOptions {
  readonly next: string;
  /** What is said when what was entered is wrong. */
  readonly wrong: string;
}

/** Signs in by one of the session layer's ways; the guest's cart comes along with the next look at the cart. */
export function useSignIn({ next, wrong }: SignInOptions) {
  const client = useQueryClient();
  const router = useRouter();
  return useEnter({
    wrong,
    onEntered: async () => {
      await Promise.all([client.resetQueries({ queryKey: meKey }), client.invalidateQueries({ queryKey: cartKey })]);
      router.replace(next);
    },
  });
}
