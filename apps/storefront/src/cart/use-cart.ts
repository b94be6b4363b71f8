'use client';

import { useMutation, useMutationState, useQuery, useQueryClient } from '@tanstack/react-query';
import { TradewindError } from '@tradewind/contracts/errors';
import { mutate, query } from '#gateway/browser.ts';
import type { Cart } from '#gateway/procedures.ts';
import { useAnnounce } from '#shell/announcer.tsx';
import { type CartChange, type CartLine, quantityOf, viewCart } from './cart-view.ts';

export const cartKey = ['cart'];
const changeKey = ['cart-change'];

/** In words for the shopper. */
export function cartProblem(error: unknown): string {
  if (!(error instanceof TradewindError)) return 'Something went wrong. Please try again.';
  if (error.code !== 'OUT_OF_STOCK') return error.message;
  const left = error.extras.lines?.[0]?.available ?? 0;
  return left > 0 ? `Only ${left} left in stock.` : 'This has just sold out.';
}

/** The cart: the server's answer, with the changes under way laid over it. Header, drawer and pages all show this one. */
export function useCart() {
  const { data, isPending, error, refetch } = useQuery({
    queryKey: cartKey,
    queryFn: ({ signal }) => query('cart.current', undefined, signal),
  });
  const changes = useMutationState<CartChange>({
    filters: { mutationKey: changeKey, status: 'pending' },
    // The key belongs to useChangeCart alone, whose variables these are.
    select: (mutation) => mutation.state.variables as CartChange,
  });
  return {
    cart: viewCart(data ?? null, changes),
    isPending: isPending && changes.length === 0,
    error,
    refetch,
    isChanging: changes.length > 0,
  };
}

/**
 * Sends changes one after another. Each says how many there are to be; what the server holds by then decides whether that
 * is an addition, a change or a removal.
 */
export function useChangeCart() {
  const client = useQueryClient();
  const announce = useAnnounce();
  const mutation = useMutation({
    mutationKey: changeKey,
    scope: { id: 'cart' },
    mutationFn: async ({ line, quantity }: CartChange): Promise<Cart | null> => {
      const known = client.getQueryData<Cart | null>(cartKey) ?? null;
      const item = known?.items.find((each) => each.variantId === line.variantId);
      if (!item)
        return quantity === 0 ? known : mutate('cart.add', { variantId: line.variantId, quantity, currency: line.unitPrice.currency });
      if (quantity === 0) return mutate('cart.remove', { itemId: item.id });
      return mutate('cart.update', { itemId: item.id, quantity });
    },
    onMutate: () => client.cancelQueries({ queryKey: cartKey }),
    onSuccess: (cart, { line, quantity }) => {
      client.setQueryData(cartKey, cart);
      const view = viewCart(cart, []);
      const what = quantity === 0 ? `${line.title} removed` : `${line.title}: ${quantityOf(view, line.variantId)} in your cart`;
      const count = view?.count ?? 0;
      announce(`${what}. ${count} ${count === 1 ? 'item' : 'items'} in all.`);
    },
    onError: async (error) => {
      announce(cartProblem(error));
      await client.invalidateQueries({ queryKey: cartKey });
    },
  });
  return mutation;
}

/** Puts some more of a variant into the cart. */
export function useAddToCart() {
  const { cart } = useCart();
  const { mutateAsync, isPending, error } = useChangeCart();
  return {
    isPending,
    error,
    add: (line: CartLine, quantity: number) => mutateAsync({ line, quantity: quantityOf(cart, line.variantId) + quantity }),
  };
}
