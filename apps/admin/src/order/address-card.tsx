import { Card, CardContent } from '@tradewind/ui/card';
import { addressLines, PostalAddress } from '@tradewind/ui/postal-address';
import type { ReactNode } from 'react';
import type { Order } from '#gateway/procedures.ts';

/** Who ordered, and where it goes. */
export function AddressCard({ order }: { readonly order: Order }) {
  const { shippingAddress, billingAddress } = order;
  const isSame = addressLines(shippingAddress).join('\n') === addressLines(billingAddress).join('\n');
  return (
    <Card>
      <CardContent className="grid gap-6">
        <Part title="Customer">
          <p>{shippingAddress.name}</p>
          <a
            href={`mailto:${order.email}`}
            className="inline-flex min-h-6 items-center break-all text-primary underline underline-offset-4"
          >
            {order.email}
          </a>
          {shippingAddress.phone && <p>{shippingAddress.phone}</p>}
        </Part>
        <Part title="Delivery">
          <PostalAddress address={shippingAddress} />
          <p className="mt-2 text-muted text-sm">
            {order.shippingOption.name}, {order.shippingOption.estimate}
          </p>
        </Part>
        <Part title="Billing">{isSame ? <p className="text-muted">The same address</p> : <PostalAddress address={billingAddress} />}</Part>
      </CardContent>
    </Card>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-1.5 font-semibold text-base tracking-tight">{title}</h2>
      {children}
    </section>
  );
}
