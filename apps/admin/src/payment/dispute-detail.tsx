'use client';

import { formatMoney } from '@tradewind/money';
import { Badge } from '@tradewind/ui/badge';
import { Breadcrumbs } from '@tradewind/ui/breadcrumbs';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { Timeline } from '@tradewind/ui/timeline';
import Link from 'next/link';
import { useMay } from '#account/use-may.ts';
import type { Dispute } from '#gateway/procedures.ts';
import { DetailError } from '#parts/detail-error.tsx';
import { DetailSkeleton } from '#parts/detail-skeleton.tsx';
import { PageHeader } from '#parts/page-header.tsx';
import { When } from '#parts/when.tsx';
import { AcceptDialog } from './accept-dialog.tsx';
import { Deadline } from './deadline.tsx';
import { disputeStatusWords, factWords, isDraft, isUnanswered } from './dispute-words.ts';
import { EvidenceFiles } from './evidence-files.tsx';
import { EvidenceForm } from './evidence-form.tsx';
import { EvidenceText } from './evidence-text.tsx';
import { paymentCrumbs } from './payment-words.ts';
import { SubmitDialog } from './submit-dialog.tsx';
import { useDispute } from './use-disputes.ts';

const crumbs = [...paymentCrumbs, { label: 'Disputes', href: '/payments/disputes' }];

export function DisputeDetail({ id }: { readonly id: string }) {
  const { data: dispute, error, refetch } = useDispute(id);
  const mayWrite = useMay('payments:write');
  if (error && !dispute)
    return (
      <DetailError
        what="dispute"
        error={error}
        retry={refetch}
        list={{ href: '/payments/disputes', label: 'All disputes' }}
        hint="Look for the order’s number in the list."
      />
    );
  if (!dispute) return <DetailSkeleton what="dispute" />;
  const isOpen = mayWrite && isDraft(dispute);
  const actions = mayWrite && isUnanswered(dispute) && (
    <>
      <AcceptDialog dispute={dispute} />
      {isOpen && <SubmitDialog dispute={dispute} />}
    </>
  );
  const { label, tone } = disputeStatusWords[dispute.status];
  return (
    <>
      <Breadcrumbs items={crumbs} current={dispute.orderNumber} link={Link} />
      <PageHeader title={`Dispute of ${dispute.orderNumber}`} actions={actions}>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <Badge tone={tone}>{label}</Badge>
          <span className="text-sm">
            Opened <When at={dispute.openedAt} />
          </span>
        </div>
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
          <Card>
            <CardHeader>
              <CardTitle>Evidence</CardTitle>
            </CardHeader>
            <CardContent className="grid gap-6">
              {isOpen ? <EvidenceForm key={dispute.id} dispute={dispute} /> : <EvidenceText dispute={dispute} />}
              <EvidenceFiles dispute={dispute} isOpen={isOpen} />
            </CardContent>
          </Card>
          <TimelineCard dispute={dispute} />
        </div>
        <FactsCard dispute={dispute} />
      </div>
    </>
  );
}

function FactsCard({ dispute }: { readonly dispute: Dispute }) {
  const { amount, money, reference, orderId, orderNumber, reason } = dispute;
  const facts = [
    { name: 'Answer by', value: <Deadline dispute={dispute} /> },
    { name: 'Disputed', value: formatMoney(amount) },
    { name: 'Withheld now', value: formatMoney(money.withheld) },
    { name: 'Lost', value: formatMoney(money.lost) },
    { name: 'Fee', value: formatMoney(money.fees) },
    { name: 'Reason', value: reason.replaceAll('_', ' ') },
    {
      name: 'Order',
      value: (
        <Link href={`/orders/${orderId}`} prefetch={false} className="text-primary underline underline-offset-4">
          {orderNumber}
        </Link>
      ),
    },
    { name: 'Processor’s reference', value: <span className="break-all">{reference}</span> },
  ];
  return (
    <Card>
      <CardHeader>
        <CardTitle>Money and deadline</CardTitle>
      </CardHeader>
      <CardContent>
        <dl className="grid gap-4">
          {facts.map(({ name, value }) => (
            <div key={name}>
              <dt className="text-caption text-muted">{name}</dt>
              <dd className="mt-0.5 tabular-nums">{value}</dd>
            </div>
          ))}
        </dl>
      </CardContent>
    </Card>
  );
}

function TimelineCard({ dispute }: { readonly dispute: Dispute }) {
  const items = dispute.timeline.map((fact, index) => ({ key: `${index}-${fact.type}`, at: fact.at, ...factWords(fact) }));
  return (
    <Card>
      <CardHeader>
        <CardTitle>Timeline</CardTitle>
      </CardHeader>
      <CardContent>
        <Timeline items={items.toReversed()} />
      </CardContent>
    </Card>
  );
}
