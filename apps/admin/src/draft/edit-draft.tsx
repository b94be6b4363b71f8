'use client';

import { useQuery } from '@tanstack/react-query';
import { formatMoney } from '@tradewind/money';
import { Badge } from '@tradewind/ui/badge';
import { Breadcrumbs } from '@tradewind/ui/breadcrumbs';
import { buttonStyles } from '@tradewind/ui/button';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { EmptyState } from '@tradewind/ui/empty-state';
import { Lock } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useMay } from '#account/use-may.ts';
import { query } from '#gateway/browser.ts';
import type { Draft } from '#gateway/procedures.ts';
import { DetailError } from '#parts/detail-error.tsx';
import { DetailSkeleton } from '#parts/detail-skeleton.tsx';
import { LoadError } from '#parts/load-error.tsx';
import { PageHeader } from '#parts/page-header.tsx';
import { useSettings } from '#settings/use-settings.ts';
import { DraftEditor } from './draft-editor.tsx';
import { draftCrumbs, draftKey, draftWords } from './draft-words.ts';

/** A draft by its id. */
export function EditDraft({ id }: { readonly id: string }) {
  const mayWrite = useMay('orders:write');
  const settings = useSettings();
  const [round, setRound] = useState(0);
  const { data, error, refetch } = useQuery({
    queryKey: draftKey(id),
    // The cast: the id comes from the address, and the gateway checks its form.
    queryFn: ({ signal }) => query('admin.drafts.get', { draftId: id as Draft['id'] }, signal),
  });
  if (error && !data) {
    const list = { href: '/orders/drafts', label: 'All drafts' };
    return <DetailError what="draft" error={error} retry={refetch} list={list} hint="It may have been discarded." />;
  }
  if (settings.error && !settings.data) return <LoadError as="h1" what="The settings" error={settings.error} retry={settings.refetch} />;
  if (!data || !settings.data) return <DetailSkeleton what="draft" cards={2} />;
  const { label, tone } = draftWords[data.status];
  return (
    <>
      <Breadcrumbs items={draftCrumbs} current="Draft" link={Link} />
      <PageHeader title="Draft order">
        <Badge tone={tone}>{label}</Badge>
      </PageHeader>
      {mayWrite && data.status === 'open' ? (
        <DraftEditor
          key={round}
          draft={data}
          settings={settings.data}
          onReload={() => void refetch().then(() => setRound((last) => last + 1))}
        />
      ) : (
        <DraftAsItIs draft={data} />
      )}
    </>
  );
}

/** A new one. */
export function NewDraft() {
  const mayWrite = useMay('orders:write');
  const { data: settings, error, refetch } = useSettings();
  if (!mayWrite) {
    return (
      <EmptyState as="h1" icon={<Lock />} title="This is not for your role" className="py-24">
        Orders are put together by support.
      </EmptyState>
    );
  }
  if (error && !settings) return <LoadError as="h1" what="The settings" error={error} retry={refetch} />;
  if (!settings) return <DetailSkeleton what="draft" cards={2} />;
  return (
    <>
      <Breadcrumbs items={draftCrumbs} current="New draft" link={Link} />
      <PageHeader title="New draft order">It is an order once it is sent; until then nothing is set aside.</PageHeader>
      <DraftEditor draft={null} settings={settings} />
    </>
  );
}

/** One that is an order by now, or is looked at by somebody who may not change it. */
function DraftAsItIs({ draft: { order, content, pricing } }: { readonly draft: Draft }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{order ? `Order ${order.number}` : 'Items'}</CardTitle>
        {order && (
          <Link href={`/orders/${order.id}`} className={buttonStyles({ variant: 'secondary', size: 'sm' })}>
            Look at the order
          </Link>
        )}
      </CardHeader>
      <CardContent>
        <ul className="divide-y divide-line">
          {pricing.lines.map(({ variantId, title, variantTitle, sku, quantity, unitPrice, priceReason }) => (
            <li key={variantId} className="py-3">
              <p className="font-medium">
                {quantity} × {[title, variantTitle].filter(Boolean).join(', ')}
              </p>
              <p className="text-muted text-sm">
                {[sku, priceReason && `${formatMoney(unitPrice)}: ${priceReason}`].filter(Boolean).join(' · ')}
              </p>
            </li>
          ))}
        </ul>
        {content.email && <p className="mt-3 break-all text-muted">For {content.email}</p>}
      </CardContent>
    </Card>
  );
}
