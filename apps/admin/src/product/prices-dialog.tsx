'use client';

import type { Currency } from '@tradewind/money';
import { Field } from '@tradewind/ui/field';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Input } from '@tradewind/ui/input';
import { type FormEvent, useState } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { Input as InputOf, Product, Variant } from '#gateway/procedures.ts';
import { ActionDialog } from '#parts/action-dialog.tsx';
import { DialogButtons } from '#parts/dialog-buttons.tsx';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { useSettings } from '#settings/use-settings.ts';
import { pricesDraft, pricesInput } from './prices-draft.ts';

interface PricesProps {
  readonly productId: Product['id'];
  readonly variant: Variant;
}

/** What a variant costs in the other currencies that the shop sells in. */
export function PricesDialog({ productId, variant }: PricesProps) {
  return (
    <ActionDialog
      trigger="Currencies"
      triggerLabel={`Currencies of ${variant.sku}`}
      look={{ variant: 'secondary', size: 'sm' }}
      title={`${variant.sku} in other currencies`}
      description="In a currency that is left empty it is not sold."
    >
      {(close) => <PricesForm productId={productId} variant={variant} close={close} />}
    </ActionDialog>
  );
}

function PricesForm({ productId, variant, close }: PricesProps & { readonly close: () => void }) {
  const { data: settings } = useSettings();
  const [draft, setDraft] = useState(() => pricesDraft(variant.prices));
  const [isTried, setTried] = useState(false);
  const save = useAction({
    send: (input: InputOf<'admin.products.updateVariant'>) => mutate('admin.products.updateVariant', input),
    done: `${variant.sku} saved`,
    refresh: [['product', productId]],
    onDone: close,
  });
  const known = new Set<Currency>([...(settings?.store.value.currencies ?? []), ...variant.prices.map(({ currency }) => currency)]);
  known.delete(variant.price.currency);
  const checked = pricesInput(draft);
  const errors = isTried && 'errors' in checked ? checked.errors : {};
  const refused = refusalOf(save.error, () => false);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if ('prices' in checked && !save.isPending) save.mutate({ variantId: variant.id, prices: checked.prices });
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <FormProblem title="The prices were not saved" text={refused.rest} />
      {[...known].map((currency) => (
        <Field key={currency} label={`Price in ${currency}`} optional error={errors[currency]}>
          <Input
            inputMode="decimal"
            autoComplete="off"
            value={draft[currency] ?? ''}
            onChange={({ target }) => setDraft((last) => ({ ...last, [currency]: target.value }))}
          />
        </Field>
      ))}
      <DialogButtons submit="Save prices" isPending={save.isPending} />
    </form>
  );
}
