'use client';

import { useQuery } from '@tanstack/react-query';
import { formatMoney } from '@tradewind/money';
import { Badge } from '@tradewind/ui/badge';
import { Breadcrumbs } from '@tradewind/ui/breadcrumbs';
import Link from 'next/link';
import { mutate, query } from '#gateway/browser.ts';
import type { NewPromotion, Promotion } from '#gateway/procedures.ts';
import { DetailError } from '#parts/detail-error.tsx';
import { DetailSkeleton } from '#parts/detail-skeleton.tsx';
import { PageHeader } from '#parts/page-header.tsx';
import { useAction } from '#parts/use-action.ts';
import { promotionDraft } from './promotion-draft.ts';
import { PromotionForm } from './promotion-form.tsx';
import { effectWords, stateOf, usesWords } from './promotion-words.ts';

export function EditPromotion({ id }: { readonly id: string }) {
  const {
    data: promotion,
    error,
    refetch,
  } = useQuery({
    queryKey: ['promotion', id],
    // The cast: the id comes from the address, and the gateway checks its form.
    queryFn: ({ signal }) => query('admin.promotions.get', { promotionId: id as Promotion['id'] }, signal),
  });
  if (error && !promotion)
    return (
      <DetailError
        what="promotion"
        error={error}
        retry={refetch}
        list={{ href: '/promotions', label: 'All promotions' }}
        hint="Look for its name or code in the list."
      />
    );
  if (!promotion) return <DetailSkeleton what="promotion" cards={2} />;
  const { label, tone } = stateOf(promotion, new Date());
  const { currency, spentMinor } = promotion;
  return (
    <>
      <Breadcrumbs items={[{ label: 'Promotions', href: '/promotions' }]} current={promotion.name} link={Link} />
      <PageHeader title={promotion.name}>
        <span className="flex flex-wrap items-center gap-3 text-sm">
          <Badge tone={tone}>{label}</Badge>
          <span>{effectWords(promotion)}</span>
          <span>
            Used {usesWords(promotion)}
            {currency && spentMinor > 0 && `, ${formatMoney({ amountMinor: spentMinor, currency })} given`}
          </span>
        </span>
      </PageHeader>
      <EditForm key={promotion.version} promotion={promotion} />
    </>
  );
}

function EditForm({ promotion: { id, version, ...rest } }: { readonly promotion: Promotion }) {
  const save = useAction({
    send: (input: NewPromotion) => mutate('admin.promotions.update', { ...input, promotionId: id, version }),
    done: 'Changes saved',
    refresh: [['promotion', id], ['promotions']],
  });
  return <PromotionForm initial={promotionDraft({ id, version, ...rest })} submitLabel="Save changes" action={save} />;
}
