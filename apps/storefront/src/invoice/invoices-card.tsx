'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { formatMoney } from '@tradewind/money';
import { Button } from '@tradewind/ui/button';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { savePdf } from '@tradewind/web/browser';
import { query } from '#gateway/browser.ts';
import type { Invoice, Order } from '#gateway/procedures.ts';
import type { OrderAccess } from '#order/use-order.ts';

const names: Readonly<Record<Invoice['kind'], string>> = { invoice: 'Invoice', credit_note: 'Credit note' };

interface InvoicesCardProps {
  readonly order: Order;
  readonly access: OrderAccess;
}

/** An order's invoices and credit notes to keep; nothing as long as none was issued. */
export function InvoicesCard({ order, access }: InvoicesCardProps) {
  const { data } = useQuery({
    // Asked anew whenever something happened to the order.
    queryKey: ['invoices', order.id, order.timeline.length],
    queryFn: ({ signal }) => query('invoices.list', { orderId: order.id, orderToken: access.token }, signal),
  });
  if (!data || data.items.length === 0) return null;
  return (
    <Card>
      <CardHeader>
        <CardTitle>Invoices</CardTitle>
      </CardHeader>
      <CardContent>
        <ul className="grid gap-3">
          {data.items.map((invoice) => (
            <Document key={invoice.id} invoice={invoice} access={access} />
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}

function Document({ invoice, access }: { readonly invoice: Invoice; readonly access: OrderAccess }) {
  const { id: invoiceId, orderId, number, kind, total } = invoice;
  const save = useMutation({
    mutationFn: () => query('invoices.pdf', { orderId, orderToken: access.token, invoiceId }),
    onSuccess: ({ pdf }) => savePdf(number, pdf),
  });
  return (
    <li className="grid gap-1">
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <span>
          <span className="block font-medium text-[0.9375rem]">
            {names[kind]} {formatMoney(total)}
          </span>
          <span className="text-muted text-sm">{number}</span>
        </span>
        <Button variant="ghost" size="sm" pending={save.isPending} aria-label={`Save PDF of ${number}`} onClick={() => save.mutate()}>
          Save PDF
        </Button>
      </div>
      {save.error && (
        <p role="alert" className="text-caption text-danger">
          {save.error.message}
        </p>
      )}
    </li>
  );
}
