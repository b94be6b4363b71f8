'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { TradewindError } from '@tradewind/contracts/errors';
import { newUuid } from '@tradewind/contracts/ids';
import { isCurrency, type Money, money } from '@tradewind/money';
import { useRef } from 'react';
import { cartKey } from '#cart/use-cart.ts';
import { mutate } from '#gateway/browser.ts';
import type { Address, Cart, Output } from '#gateway/procedures.ts';

/** What the shopper said, ready to be ordered. */
export interface Details {
  readonly email: string;
  readonly shippingAddress: Address;
  /** Null when it is the shipping address. */
  readonly billingAddress: Address | null;
  readonly option: Output<'cart.shippingOptions'>['items'][number];
}

/** In words for the shopper. */
function problemText(error: unknown): string | null {
  if (!error) return null;
  if (!(error instanceof TradewindError)) return 'Something went wrong. Nothing was charged. Please try again.';
  if (error.code === 'OUT_OF_STOCK') return 'Something in your cart has just sold out. Please change the cart and come back.';
  if (error.code === 'INVALID_INPUT')
    return `Please check your details: ${error.extras.errors?.map(({ path, message }) => `${path} ${message}`).join(', ') ?? error.message}.`;
  return error.message;
}

type Totals = Readonly<Record<'subtotal' | 'discount' | 'shipping' | 'tax' | 'total', Money>>;

/** What an order that was refused would cost now. */
function totalsOf(error: unknown): Totals | null {
  const totals = error instanceof TradewindError ? error.extras.totals : undefined;
  const currency = totals?.total.currency;
  if (!totals || !currency || !isCurrency(currency)) return null;
  const of = ({ amountMinor }: { readonly amountMinor: number }) => money(amountMinor, currency);
  const { subtotal, discount, shipping, tax, total } = totals;
  return { subtotal: of(subtotal), discount: of(discount), shipping: of(shipping), tax: of(tax), total: of(total) };
}

function inputOf({ email, shippingAddress, billingAddress, option }: Details) {
  return { email, shippingAddress, ...(billingAddress && { billingAddress }), shippingOptionId: option.id };
}

/** What was shown where the order is paid for by placing it. */
interface Shown {
  readonly expectedTotal: Money;
  readonly expectedCredit: Money;
}

/** Asks what an order would cost, and who would pay for it. */
export function usePreview() {
  const { mutateAsync, isPending, error } = useMutation({ mutationFn: (details: Details) => mutate('checkout.preview', inputOf(details)) });
  return { preview: (details: Details) => mutateAsync(details).catch(() => null), isPending, problem: problemText(error) };
}

/**
 * Places the order. The same details tried again are the same order: the key stays until they change. Where it would cost something else than
 * was shown it is refused with the totals of now; once these are shown, another try says that they were.
 */
export function usePlaceOrder() {
  const client = useQueryClient();
  const last = useRef({ key: '', body: '' });
  /** Of the last refusal: the mutation's own error is gone as soon as another try begins. */
  const quoted = useRef<Totals | null>(null);
  const { mutateAsync, isPending, error } = useMutation({
    mutationFn: ({ details, shown }: { readonly details: Details; readonly shown?: Shown | undefined }) => {
      const cart = client.getQueryData<Cart | null>(cartKey);
      const refused = quoted.current;
      // Of another cart they say nothing.
      const isShown = refused?.subtotal.amountMinor === cart?.subtotal.amountMinor && refused?.subtotal.currency === cart?.currency;
      const input = { ...inputOf(details), ...(refused && isShown && { expectedTotal: refused.total }), ...shown };
      const body = JSON.stringify([input, cart]);
      if (last.current.body !== body) last.current = { key: newUuid(), body };
      return mutate('checkout.place', { ...input, idempotencyKey: last.current.key });
    },
    onError: async (failure) => {
      quoted.current = totalsOf(failure);
      // A refusal is kept under its key; another try is another one.
      if (failure instanceof TradewindError && failure.code !== 'UNAVAILABLE') last.current = { key: '', body: '' };
      await client.invalidateQueries({ queryKey: cartKey });
    },
  });
  return {
    place: (details: Details, shown?: Shown) => mutateAsync({ details, shown }).catch(() => null),
    isPending,
    problem: problemText(error),
    totals: totalsOf(error),
  };
}
