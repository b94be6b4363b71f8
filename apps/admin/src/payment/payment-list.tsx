'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { buttonStyles } from '@tradewind/ui/button';
import { CreditCard } from 'lucide-react';
import Link from 'next/link';
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { query } from '#gateway/browser.ts';
import type { Payment } from '#gateway/procedures.ts';
import { FilterSelect } from '#parts/filter-select.tsx';
import { ListCard } from '#parts/list-card.tsx';
import { PageHeader } from '#parts/page-header.tsx';
import { Pager } from '#parts/pager.tsx';
import { AccountsCard } from './accounts-card.tsx';
import { LedgerCard } from './ledger-card.tsx';
import { PaymentTable } from './payment-table.tsx';
import { labelsOf, paymentStatusWords } from './payment-words.ts';

// The cast: the keys of such a record are its statuses.
const statuses = Object.keys(paymentStatusWords) as Payment['status'][];
const choices = labelsOf(paymentStatusWords);

const parsers = {
  status: parseAsStringLiteral(statuses),
  cursor: parseAsArrayOf(parseAsString).withDefault([]),
};

const links = [
  { href: '/payments/gift-cards', name: 'Gift cards' },
  { href: '/payments/disputes', name: 'Disputes' },
  { href: '/payments/payouts', name: 'Payouts' },
  { href: '/payments/reconciliation', name: 'Reconciliation' },
];

export function PaymentList() {
  const [{ status, cursor }, set] = useQueryStates(parsers);
  const input = { status: status ?? undefined, cursor: cursor.at(-1) };
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
      <search className="mb-4 flex flex-wrap gap-2.5">
        <FilterSelect
          label="Status"
          all="Any status"
          value={status}
          choices={choices}
          onChange={(next) => void set({ status: next, cursor: null })}
        />
      </search>
      <ListCard
        what="The payments"
        query={payments}
        clear={status ? () => void set(null) : null}
        empty={{ icon: <CreditCard />, title: 'No payments yet', text: 'Each order’s payment appears here.' }}
      >
        {(items) => <PaymentTable payments={items} />}
      </ListCard>
      <Pager
        label="Pages of payments"
        trail={cursor}
        next={payments.data?.nextCursor ?? null}
        onChange={(trail) => void set({ cursor: trail.length > 0 ? trail : null }, { history: 'push' })}
      />
    </>
  );
}
