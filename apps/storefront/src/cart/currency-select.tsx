'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { TradewindError } from '@tradewind/contracts/errors';
import type { Currency } from '@tradewind/money';
import { Field } from '@tradewind/ui/field';
import { Select } from '@tradewind/ui/select';
import { mutate } from '#gateway/browser.ts';
import { useAnnounce } from '#shell/announcer.tsx';
import { useStore } from '#shell/use-store.ts';
import { cartKey, cartProblem } from './use-cart.ts';

/** Why a currency cannot be chosen, as a sentence. */
function currencyProblem(error: unknown): string {
  const message = error instanceof TradewindError ? error.extras.errors?.find(({ path }) => path === 'currency')?.message : undefined;
  return message === undefined ? cartProblem(error) : `It ${message}.`;
}

/** Chooses what the cart is paid in; nothing where the shop sells in one currency alone. */
export function CurrencySelect({ currency }: { readonly currency: Currency }) {
  const { data: store } = useStore();
  const client = useQueryClient();
  const announce = useAnnounce();
  const { mutate: change, error } = useMutation({
    scope: { id: 'cart' },
    mutationFn: (chosen: Currency) => mutate('cart.changeCurrency', { currency: chosen }),
    onMutate: () => client.cancelQueries({ queryKey: cartKey }),
    onSuccess: async (cart) => {
      client.setQueryData(cartKey, cart);
      announce(`Your cart is in ${cart.currency} now.`);
      await client.invalidateQueries({ queryKey: [...cartKey, 'shipping-options'] });
    },
    onError: (failure) => announce(currencyProblem(failure)),
  });
  const choices = new Set([currency, ...(store?.currencies ?? [])]);
  if (choices.size < 2) return null;
  return (
    <Field label="Currency" error={error ? currencyProblem(error) : undefined}>
      <Select
        value={currency}
        onChange={({ target }) => {
          const chosen = [...choices].find((choice) => choice === target.value);
          if (chosen) change(chosen);
        }}
      >
        {[...choices].toSorted().map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </Select>
    </Field>
  );
}
