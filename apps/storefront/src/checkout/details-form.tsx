'use client';

import { useQuery } from '@tanstack/react-query';
import { Alert } from '@tradewind/ui/alert';
import { Button } from '@tradewind/ui/button';
import { Checkbox } from '@tradewind/ui/checkbox';
import { Field } from '@tradewind/ui/field';
import { focusFirstError } from '@tradewind/ui/focus-first-error';
import { Input } from '@tradewind/ui/input';
import { useMe } from '@tradewind/web/browser';
import { type ComponentProps, type FormEvent, useEffect, useRef, useState } from 'react';
import { query } from '#gateway/browser.ts';
import type { Address } from '#gateway/procedures.ts';
import { ShopLink } from '#shell/shop-link.tsx';
import { type AddressErrors, addressErrors, addressFrom, isEmail } from './address.ts';
import { AddressFields } from './address-fields.tsx';
import { CheckoutSection } from './checkout-section.tsx';
import { DeliveryOptions } from './delivery-options.tsx';
import { TotalsList } from './totals-list.tsx';
import type { Details } from './use-place-order.ts';

interface DetailsFormProps {
  /** What was said before, when somebody comes back to change it. */
  readonly initial: Details | null;
  readonly countries: readonly Address['country'][];
  readonly isPlacing: boolean;
  /** Why the order could not be placed. */
  readonly problem: string | null;
  /** What it would cost now, where that is why. */
  readonly totals: ComponentProps<typeof TotalsList>['totals'] | null;
  readonly onDelivery: (option: Details['option'] | null) => void;
  readonly onSubmit: (details: Details) => Promise<void>;
}

interface Errors {
  readonly email?: string | undefined;
  readonly shipping: AddressErrors;
  readonly billing: AddressErrors;
}

const noErrors: Errors = { shipping: {}, billing: {} };

export function DetailsForm({ initial, countries, isPlacing, problem, totals, onDelivery, onSubmit }: DetailsFormProps) {
  const { me } = useMe();
  const form = useRef<HTMLFormElement>(null);
  const alert = useRef<HTMLDivElement>(null);
  const [country, setCountry] = useState<Address['country']>(initial?.shippingAddress.country ?? countries[0] ?? 'US');
  const [billingCountry, setBillingCountry] = useState<Address['country']>(initial?.billingAddress?.country ?? countries[0] ?? 'US');
  const [isSame, setSame] = useState(initial ? initial.billingAddress === null : true);
  const [optionId, setOptionId] = useState(initial?.option.id ?? '');
  const [errors, setErrors] = useState(noErrors);
  const options = useQuery({
    queryKey: ['cart', 'shipping-options', country],
    queryFn: ({ signal }) => query('cart.shippingOptions', { country }, signal),
  });
  const items = options.data?.items ?? [];
  const option = items.find((each) => each.id === optionId) ?? items[0];

  useEffect(() => onDelivery(option ?? null), [option, onDelivery]);
  useEffect(() => {
    if (problem) alert.current?.focus();
  }, [problem]);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPlacing) return;
    const data = new FormData(event.currentTarget);
    const email = String(data.get('email') ?? '').trim();
    const shippingAddress = addressFrom(data, 'shipping', country);
    const billingAddress = isSame ? null : addressFrom(data, 'billing', billingCountry);
    const found: Errors = {
      email: isEmail(email) ? undefined : 'Enter an email address, such as ada@example.com',
      shipping: addressErrors(shippingAddress),
      billing: billingAddress ? addressErrors(billingAddress) : {},
    };
    setErrors(found);
    const count = Number(Boolean(found.email)) + Object.keys(found.shipping).length + Object.keys(found.billing).length;
    if (count > 0 || !option) return focusFirstError(form.current);
    await onSubmit({ email, shippingAddress, billingAddress, option });
  }

  return (
    <form ref={form} noValidate onSubmit={(event) => void submit(event)} className="mt-6 grid gap-10">
      {problem && (
        <Alert
          ref={alert}
          tabIndex={-1}
          tone={totals ? 'warning' : 'danger'}
          title={totals ? 'The price has changed' : 'The order could not be placed'}
        >
          {problem}
          {totals && (
            <div className="mt-3 max-w-sm">
              <TotalsList totals={totals} />
            </div>
          )}
        </Alert>
      )}
      <CheckoutSection title="Contact">
        {!me && (
          <p className="mb-4 text-muted text-sm">
            Have an account?{' '}
            <ShopLink href="/sign-in?next=/checkout" className="font-medium text-primary underline underline-offset-4">
              Sign in
            </ShopLink>
            . Or go on as a guest.
          </p>
        )}
        <Field label="Email" hint="Your confirmation goes there." error={errors.email}>
          <Input
            name="email"
            type="email"
            inputMode="email"
            autoComplete="email"
            maxLength={254}
            defaultValue={initial?.email ?? me?.email}
          />
        </Field>
      </CheckoutSection>
      <CheckoutSection title="Delivery address">
        <AddressFields
          prefix="shipping"
          errors={errors.shipping}
          country={country}
          countries={countries}
          onCountry={setCountry}
          initial={initial?.shippingAddress}
        />
      </CheckoutSection>
      <CheckoutSection title="Delivery">
        <DeliveryOptions
          options={items}
          chosen={option?.id}
          isPending={options.isPending}
          hasFailed={options.isError}
          onChoose={setOptionId}
          onRetry={() => void options.refetch()}
        />
      </CheckoutSection>
      <CheckoutSection title="Billing address">
        <Checkbox checked={isSame} onChange={(event) => setSame(event.target.checked)}>
          The same as the delivery address
        </Checkbox>
        {!isSame && (
          <div className="mt-4">
            <AddressFields
              prefix="billing"
              errors={errors.billing}
              country={billingCountry}
              countries={countries}
              onCountry={setBillingCountry}
              initial={initial?.billingAddress ?? undefined}
            />
          </div>
        )}
      </CheckoutSection>
      <div>
        <Button type="submit" size="lg" pending={isPlacing} className="w-full sm:w-auto sm:min-w-64">
          Review and pay
        </Button>
        <p className="mt-3 text-muted text-sm">You see the exact total before you pay. Nothing is charged yet.</p>
      </div>
    </form>
  );
}
