'use client';

import { useQueryClient } from '@tanstack/react-query';
import { add, type Money, subtract } from '@tradewind/money';
import { Alert } from '@tradewind/ui/alert';
import { Button, buttonStyles } from '@tradewind/ui/button';
import { Card, CardContent } from '@tradewind/ui/card';
import { EmptyState } from '@tradewind/ui/empty-state';
import { useMe } from '@tradewind/web/browser';
import { ShoppingBag } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { payWith } from '#cart/cart-credit.ts';
import { PayWithCredit } from '#cart/pay-with-credit.tsx';
import { PromotionCodes } from '#cart/promotion-codes.tsx';
import { cartKey, useCart } from '#cart/use-cart.ts';
import type { CheckoutPreview, CheckoutResult } from '#gateway/procedures.ts';
import { ShopLink } from '#shell/shop-link.tsx';
import { useStore } from '#shell/use-store.ts';
import type { ProcessorAccess } from './card-field.tsx';
import { CheckoutSkeleton } from './checkout-skeleton.tsx';
import { DetailsForm } from './details-form.tsx';
import { NoCardStep } from './no-card-step.tsx';
import { OrderSummary } from './order-summary.tsx';
import { PayStep } from './pay-step.tsx';
import { loadProcessor } from './processor.ts';
import { type Details, usePlaceOrder, usePreview } from './use-place-order.ts';

/**
 * One page: the details, then everything once more to read with the exact total, beside the card. Going back to the details
 * keeps them; a changed order takes the place of the one before.
 */
export function Checkout({ access }: { readonly access: ProcessorAccess }) {
  const { cart, isPending: isCartPending, error, refetch } = useCart();
  // The form waits for it: an address that is filled in later would take away what was typed meanwhile.
  const { isPending: isMePending } = useMe();
  const store = useStore();
  const [details, setDetails] = useState<Details | null>(null);
  const [placed, setPlaced] = useState<CheckoutResult | null>(null);
  /** What the order was to cost before tax, when it was placed. */
  const [shown, setShown] = useState<Money | null>(null);
  const [delivery, setDelivery] = useState<Details['option'] | null>(null);
  /** What nothing is left to pay of, to be read before it is ordered. */
  const [free, setFree] = useState<CheckoutPreview | null>(null);
  const place = usePlaceOrder();
  const preview = usePreview();
  const router = useRouter();
  const client = useQueryClient();
  const heading = useRef<HTMLHeadingElement>(null);

  // So that the field is there at once when it is its turn; should it fail, the field says so.
  useEffect(() => {
    loadProcessor(access.scriptUrl, access.publishableKey).catch(() => undefined);
  }, [access.scriptUrl, access.publishableKey]);

  const isReview = placed !== null || free !== null;
  useEffect(() => {
    if (isReview) heading.current?.focus();
  }, [isReview]);

  async function submit(next: Details) {
    setDetails(next);
    if (!cart) return;
    const total = add(cart.total, next.option.price);
    setShown(total);
    // Where nothing may be left to pay, to place it is to pay for it: it is read first.
    if (payWith(total, cart).left.amountMinor === 0) {
      const found = await preview.preview(next);
      if (!found) return;
      if (found.toPay.amountMinor === 0) return setFree(found);
    }
    follow(await place.place(next));
  }

  async function placeFree(next: Details, { totals, toPay }: CheckoutPreview) {
    follow(await place.place(next, { expectedTotal: totals.total, expectedCredit: subtract(totals.total, toPay) }));
  }

  /** To the card, or to the order where nothing is left to pay. */
  function follow(result: CheckoutResult | null) {
    if (!result) return;
    if (result.payment.clientSecret !== null) {
      setFree(null);
      setPlaced(result);
      return;
    }
    client.setQueryData(cartKey, null);
    const { id, token } = result.order;
    router.push(`/orders/${id}${token ? `?token=${token}` : ''}`);
  }

  if (isCartPending || isMePending || store.isPending) return <CheckoutSkeleton />;
  if (error || store.error) {
    return (
      <div className="shell max-w-xl pt-12">
        <Alert tone="danger" title="The checkout could not be loaded">
          <Button variant="secondary" size="sm" className="mt-2" onClick={() => void Promise.all([refetch(), store.refetch()])}>
            Try again
          </Button>
        </Alert>
      </div>
    );
  }
  if (!placed && (!cart || cart.items.length === 0)) {
    return (
      <EmptyState
        as="h1"
        icon={<ShoppingBag />}
        title="There is nothing to check out"
        action={
          <ShopLink href="/" className={buttonStyles()}>
            Look around
          </ShopLink>
        }
      >
        Your cart is empty.
      </EmptyState>
    );
  }
  return (
    <div className="shell grid gap-8 pt-8 lg:grid-cols-[1fr_24rem] lg:gap-16">
      <aside aria-label="Order summary" className="lg:sticky lg:top-8 lg:col-start-2 lg:row-start-1 lg:self-start">
        <OrderSummary cart={cart} order={placed?.order ?? null} preview={free} delivery={delivery} />
        {!isReview && cart && (
          <Card className="mt-5">
            <CardContent>
              <PromotionCodes promotions={cart.promotions} />
              <div className="my-5 border-t" />
              <PayWithCredit cart={cart} />
            </CardContent>
          </Card>
        )}
      </aside>
      <div className="lg:col-start-1 lg:row-start-1">
        <h1 ref={heading} tabIndex={-1} className="font-semibold text-title outline-none">
          {isReview ? 'Review and pay' : 'Checkout'}
        </h1>
        {free && details ? (
          <NoCardStep
            details={details}
            preview={free}
            isPlacing={place.isPending}
            problem={place.problem}
            onPlace={() => void placeFree(details, free)}
            onEdit={() => setFree(null)}
          />
        ) : placed && details ? (
          <PayStep access={access} details={details} result={placed} shown={shown} onEdit={() => setPlaced(null)} />
        ) : (
          <DetailsForm
            initial={details}
            countries={store.data?.countries ?? []}
            isPlacing={place.isPending || preview.isPending}
            problem={preview.problem ?? place.problem}
            totals={place.totals}
            onDelivery={setDelivery}
            onSubmit={submit}
          />
        )}
      </div>
    </div>
  );
}
