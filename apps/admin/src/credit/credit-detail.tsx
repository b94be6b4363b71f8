'use client';

import { useQuery } from '@tanstack/react-query';
import { formatMoney } from '@tradewind/money';
import { Badge } from '@tradewind/ui/badge';
import { Breadcrumbs } from '@tradewind/ui/breadcrumbs';
import { Button } from '@tradewind/ui/button';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tradewind/ui/table';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useMay } from '#account/use-may.ts';
import { mutate, query } from '#gateway/browser.ts';
import type { CreditDetail as Credit } from '#gateway/procedures.ts';
import { DetailError } from '#parts/detail-error.tsx';
import { DetailSkeleton } from '#parts/detail-skeleton.tsx';
import { PageHeader } from '#parts/page-header.tsx';
import { useAction } from '#parts/use-action.ts';
import { When } from '#parts/when.tsx';
import { paymentCrumbs } from '#payment/payment-words.ts';
import { AdjustDialog } from './adjust-dialog.tsx';
import { creditName, creditState, movementOf } from './credit-words.ts';
import { DisableDialog } from './disable-dialog.tsx';

const crumbs = [...paymentCrumbs, { label: 'Gift cards', href: '/payments/gift-cards' }];

/** A gift card or a customer's store credit: what is on it, for whom it is, and what happened to it. */
export function CreditDetail({ id }: { readonly id: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['credit', 'one', id],
    // The cast: the id comes from the address, and the gateway checks its form.
    queryFn: ({ signal }) => query('admin.credit.get', { accountId: id as Credit['id'] }, signal),
  });
  if (error && !data)
    return (
      <DetailError
        what="gift card"
        error={error}
        retry={refetch}
        list={{ href: '/payments/gift-cards', label: 'All gift cards' }}
        hint="The link may be cut short."
      />
    );
  return data ? <Loaded account={data} /> : <DetailSkeleton what="gift card" />;
}

function Loaded({ account }: { readonly account: Credit }) {
  const { label, tone } = creditState(account, new Date());
  const name = creditName(account);
  return (
    <>
      <Breadcrumbs items={crumbs} current={name} link={Link} />
      <PageHeader title={name} actions={<Actions account={account} />}>
        <Badge tone={tone}>{label}</Badge>
      </PageHeader>
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <MovementsCard account={account} />
        <FactsCard account={account} />
      </div>
    </>
  );
}

function Actions({ account }: { readonly account: Credit }) {
  const mayWrite = useMay('payments:write');
  const mail = useAction({
    send: () => mutate('admin.credit.mailAgain', { accountId: account.id }),
    done: 'It is mailed again, with another code',
    refresh: [['credit']],
  });
  if (!mayWrite) return null;
  return (
    <>
      {account.recipient !== null && account.disabledAt === null && (
        <Button variant="secondary" pending={mail.isPending} onClick={() => mail.mutate(undefined)}>
          Mail again
        </Button>
      )}
      <AdjustDialog account={account} />
      {account.disabledAt === null && <DisableDialog account={account} />}
    </>
  );
}

function FactsCard({ account }: { readonly account: Credit }) {
  const { balance, held, recipient, customerId, expiresAt, disabledAt, disabledBy, disabledReason, createdAt } = account;
  return (
    <Card>
      <CardHeader>
        <CardTitle>Balance</CardTitle>
      </CardHeader>
      <CardContent>
        <p className="font-semibold text-title tabular-nums">{formatMoney(balance)}</p>
        {held.amountMinor > 0 && <p className="text-muted text-sm">{formatMoney(held)} of it is held for orders.</p>}
        <dl className="mt-4 grid gap-3 text-sm">
          {recipient !== null && <Fact name="Mailed to">{recipient}</Fact>}
          {customerId !== null && <Fact name="Customer">{customerId}</Fact>}
          <Fact name="Made">
            <When at={createdAt} />
          </Fact>
          <Fact name="Expires">{expiresAt === null ? 'Never' : <When at={expiresAt} />}</Fact>
          {disabledAt !== null && (
            <Fact name="Disabled">
              <When at={disabledAt} /> by {disabledBy}: {disabledReason}
            </Fact>
          )}
        </dl>
      </CardContent>
    </Card>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}

function MovementsCard({ account: { movements } }: { readonly account: Credit }) {
  return (
    <Card className="overflow-hidden">
      <Table label="Movements">
        <TableHead>
          <tr>
            <TableHeader>When</TableHeader>
            <TableHeader>What</TableHeader>
            <TableHeader className="hidden md:table-cell">Who</TableHeader>
            <TableHeader className="text-right">Amount</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {movements.map((movement, index) => {
            const { label, sum } = movementOf(movement);
            return (
              <TableRow key={movements.length - index}>
                <TableCell>
                  <When at={movement.at} isStacked />
                </TableCell>
                <TableCell>
                  {movement.orderId === null ? (
                    label
                  ) : (
                    <Link href={`/orders/${movement.orderId}`} prefetch={false} className="font-medium text-primary underline">
                      {label}
                    </Link>
                  )}
                  {movement.reason !== null && <span className="block text-muted text-sm">{movement.reason}</span>}
                </TableCell>
                <TableCell className="hidden break-all text-muted text-sm md:table-cell">{movement.actor}</TableCell>
                <TableCell className="text-right tabular-nums">{sum}</TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </Card>
  );
}
