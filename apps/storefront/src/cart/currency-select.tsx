'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { TradewindError } from '@tradewind/contracts/errors';
import type { Currency } from '@tradewind/money';
import { Field } from '@tradewind/ui/field';
import { Select } from '@tradewind/ui/select';
import { mutate } from '#gateway/browser.ts';
import { useAnnounce } from '#shell/announcer.tsx';
import { rememberCurrency, useCurrency } from '#shell/currency.tsx';
import { cartKey, cartProblem, useCart } from './use-cart.ts';

/** Why a currency cannot be chosen, as a sentence. */
function currencyProblem(error: unknown): string {
  const message = error instanceof TradewindError ? error.extras.errors?.find(({ path }) => path === 'currency')?.message : undefined;
  return message === undefined ? cartProblem(error) : `It ${message}.`;
}

/** Chooses what prices are shown in, and the cart is paid in; nothing where the shop sells in one currency alone. */
export function CurrencySelect({ choices: offered }: { readonly choices: readonly Currency[] }) {
  const { cart } = useCart();
  const shown = useCurrency();
  const client = useQueryClient();
  const announce = useAnnounce();
  const { mutate: change, error } = useMutation({
    scope: { id: 'cart' },
    mutationFn: async (chosen: Currency) => (cart ? mutate('cart.changeCurrency', { currency: chosen }) : null),
    onMutate: () => client.cancelQueries({ queryKey: cartKey }),
    onSuccess: async (changed, chosen) => {
      rememberCurrency(chosen);
      announce(`Prices are in ${chosen} now, where something is sold in it.`);
      if (!changed) return;
      client.setQueryData(cartKey, changed);
      await client.invalidateQueries({ queryKey: [...cartKey, 'shipping-options'] });
    },
    onError: (failure) => announce(currencyProblem(failure)),
  });
  const currency = cart?.currency ?? shown;
  const choices = new Set([...(currency ? [currency] : []), ...offered]);
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
