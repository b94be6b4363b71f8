'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { formatMoney } from '@tradewind/money';
import { Button } from '@tradewind/ui/button';
import { Card, CardHeader, CardTitle } from '@tradewind/ui/card';
import { toast } from '@tradewind/ui/toast';
import { savePdf } from '@tradewind/web/browser';
import { query } from '#gateway/browser.ts';
import type { Invoice, Order } from '#gateway/procedures.ts';
import { When } from '#parts/when.tsx';

const names: Readonly<Record<Invoice['kind'], string>> = { invoice: 'Invoice', credit_note: 'Credit note' };

/** An order's invoices and credit notes; nothing when none was issued. */
export function InvoicesCard({ order }: { readonly order: Order }) {
  const { data } = useQuery({
    // Asked anew whenever something happened to the order.
    queryKey: ['invoices', order.id, order.timeline.length],
    queryFn: ({ signal }) => query('admin.invoices.list', { orderId: order.id }, signal),
  });
  if (!data || data.items.length === 0) return null;
  return (
    <Card>
      <CardHeader>
        <CardTitle>Invoices</CardTitle>
      </CardHeader>
      <ul className="divide-y divide-line px-5 py-2 sm:px-6">
        {data.items.map((invoice) => (
          <Document key={invoice.id} invoice={invoice} />
        ))}
      </ul>
    </Card>
  );
}

function Document({ invoice: { id: invoiceId, orderId, number, kind, total, issuedAt } }: { readonly invoice: Invoice }) {
  const save = useMutation({
    mutationFn: () => query('admin.invoices.pdf', { orderId, invoiceId }),
    onSuccess: ({ pdf }) => savePdf(number, pdf),
    onError: (error) => toast.error(error.message),
  });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 py-3">
      <span>
        <span className="block font-medium">
          {names[kind]} {formatMoney(total)}
        </span>
        <span className="block text-sm tabular-nums">{number}</span>
        <span className="block text-muted text-sm">
          <When at={issuedAt} />
        </span>
      </span>
      <Button variant="secondary" size="sm" pending={save.isPending} aria-label={`Save PDF of ${number}`} onClick={() => save.mutate()}>
        Save PDF
      </Button>
    </li>
  );
}
