'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { TradewindError } from '@tradewind/contracts/errors';
import { useMe } from '@tradewind/web/browser';
import { mutate, query } from '#gateway/browser.ts';
import type { Cart } from '#gateway/procedures.ts';
import { useAnnounce } from '#shell/announcer.tsx';
import { cartKey, cartProblem } from './use-cart.ts';

type Change = { readonly enter: string } | { readonly remove: Cart['giftCards'][number] } | { readonly useStoreCredit: boolean };

const storeCreditKey = ['store-credit'];

/** The signed-in customer's store credit; nothing while nobody is signed in. */
export function useStoreCredit() {
  const { me } = useMe();
  return useQuery({
    queryKey: storeCreditKey,
    queryFn: ({ signal }) => query('credit.own', undefined, signal),
    enabled: Boolean(me),
  });
}

/** What is wrong with a code, as a sentence. */
function codeProblem(error: unknown): string {
  if (error instanceof TradewindError && error.code === 'RATE_LIMITED') return 'Too many codes were tried. Please wait a little.';
  const message = error instanceof TradewindError ? error.extras.errors?.find(({ path }) => path === 'code')?.message : undefined;
  return message === undefined ? cartProblem(error) : `This gift card ${message}.`;
}

function told(change: Change): string {
  if ('enter' in change) return 'The gift card pays.';
  if ('remove' in change) return 'The gift card was removed.';
  return change.useStoreCredit ? 'Your store credit pays, too.' : 'Your store credit is kept.';
}

/** Pays with gift cards and store credit, or not, in turn with the other changes of the cart. */
export function useCartCredit() {
  const client = useQueryClient();
  const announce = useAnnounce();
  const { mutateAsync, isPending, error } = useMutation({
    mutationKey: ['cart-credit'],
    scope: { id: 'cart' },
    mutationFn: (change: Change): Promise<Cart> => {
      if ('enter' in change) return mutate('cart.addGiftCard', { code: change.enter });
      if ('remove' in change) return mutate('cart.removeGiftCard', { accountId: change.remove.accountId });
      return mutate('cart.useStoreCredit', { use: change.useStoreCredit });
    },
    onMutate: () => client.cancelQueries({ queryKey: cartKey }),
    onSuccess: (cart, change) => {
      client.setQueryData(cartKey, cart);
      announce(told(change));
    },
    onError: (failure) => announce(codeProblem(failure)),
  });
  return {
    isPending,
    problem: error ? codeProblem(error) : undefined,
    /** @returns whether it was taken */
    change: (change: Change) =>
      mutateAsync(change).then(
        () => true,
        () => false,
      ),
  };
}
