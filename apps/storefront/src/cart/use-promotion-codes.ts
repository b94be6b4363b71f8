'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { TradewindError } from '@tradewind/contracts/errors';
import { mutate } from '#gateway/browser.ts';
import type { Cart, CartPromotion } from '#gateway/procedures.ts';
import { useAnnounce } from '#shell/announcer.tsx';
import { cartKey, cartProblem } from './use-cart.ts';

type Change = { readonly enter: string } | { readonly remove: CartPromotion };

/** What is wrong with a code, as a sentence. */
function codeProblem(error: unknown): string {
  const message = error instanceof TradewindError ? error.extras.errors?.find(({ path }) => path === 'code')?.message : undefined;
  return message === undefined ? cartProblem(error) : `This code ${message}.`;
}

/** Enters codes and takes them out again, in turn with the other changes of the cart. */
export function usePromotionCodes() {
  const client = useQueryClient();
  const announce = useAnnounce();
  const { mutateAsync, isPending, error } = useMutation({
    mutationKey: ['cart-promotion'],
    scope: { id: 'cart' },
    mutationFn: (change: Change): Promise<Cart> =>
      'enter' in change
        ? mutate('cart.applyPromotion', { code: change.enter })
        : mutate('cart.removePromotion', { promotionId: change.remove.id }),
    onMutate: () => client.cancelQueries({ queryKey: cartKey }),
    onSuccess: async (cart, change) => {
      client.setQueryData(cartKey, cart);
      announce('enter' in change ? 'The code counts.' : 'The code was removed.');
      // What delivery costs may have changed with it.
      await client.invalidateQueries({ queryKey: [...cartKey, 'shipping-options'] });
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
