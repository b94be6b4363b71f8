'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { buttonStyles } from '@tradewind/ui/button';
import { CreditCard } from 'lucide-react';
import Link from 'next/link';
import { query } from '#gateway/browser.ts';
import { PageHeader } from '#parts/page-header.tsx';
import { AccountsCard } from './accounts-card.tsx';
import { LedgerCard } from './ledger-card.tsx';
import { PaymentTable } from './payment-table.tsx';
import { paymentStatusWords } from './payment-words.ts';
import { StatusList, useStatusFilter } from './status-list.tsx';

const links = [
  { href: '/payments/gift-cards', name: 'Gift cards' },
  { href: '/payments/disputes', name: 'Disputes' },
  { href: '/payments/payouts', name: 'Payouts' },
  { href: '/payments/reconciliation', name: 'Reconciliation' },
];

export function PaymentList() {
  const filter = useStatusFilter(paymentStatusWords);
  const { input } = filter;
  const payments = useQuery({
    queryKey: ['payments', input],
    queryFn: ({ signal }) => query('admin.payments.list', input, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHeader
        title="Payments"
        actions={links.map(({ href, name }) => (
          <Link key={href} href={href} prefetch={false} className={buttonStyles({ variant: 'secondary' })}>
            {name}
          </Link>
        ))}
      />
      <AccountsCard />
      <LedgerCard />
      <StatusList
        what="payments"
        filter={filter}
        query={payments}
        empty={{ icon: <CreditCard />, title: 'No payments yet', text: 'Each order’s payment appears here.' }}
      >
        {(items) => <PaymentTable payments={items} />}
      </StatusList>
    </>
  );
}
