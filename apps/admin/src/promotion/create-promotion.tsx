'use client';

import { Breadcrumbs } from '@tradewind/ui/breadcrumbs';
import { EmptyState } from '@tradewind/ui/empty-state';
import { Lock } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useMay } from '#account/use-may.ts';
import { mutate } from '#gateway/browser.ts';
import type { NewPromotion } from '#gateway/procedures.ts';
import { PageHeader } from '#parts/page-header.tsx';
import { useAction } from '#parts/use-action.ts';
import { emptyPromotion } from './promotion-draft.ts';
import { PromotionForm } from './promotion-form.tsx';

export function CreatePromotion() {
  const router = useRouter();
  const mayWrite = useMay('promotions:write');
  const create = useAction({
    send: (input: NewPromotion) => mutate('admin.promotions.create', input),
    done: ({ name }) => `${name} was created`,
    refresh: [['promotions']],
    onDone: ({ id }) => router.push(`/promotions/${id}`),
  });
  if (!mayWrite) {
    return (
      <EmptyState as="h1" icon={<Lock />} title="This is not for your role" className="py-24">
        Promotions are made by those who keep the catalogue.
      </EmptyState>
    );
  }
  return (
    <>
      <Breadcrumbs items={[{ label: 'Promotions', href: '/promotions' }]} current="New promotion" link={Link} />
      <PageHeader title="New promotion" />
      <PromotionForm initial={emptyPromotion} submitLabel="Create promotion" action={create} />
    </>
  );
}
