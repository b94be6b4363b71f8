'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { compare, money } from '@tradewind/money';
import { Breadcrumbs } from '@tradewind/ui/breadcrumbs';
import { Button, buttonStyles } from '@tradewind/ui/button';
import { EmptyState } from '@tradewind/ui/empty-state';
import { focusFirstError } from '@tradewind/ui/focus-first-error';
import { FormProblem } from '@tradewind/ui/form-problem';
import { PackageCheck } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useMay } from '#account/use-may.ts';
import { mutate, query } from '#gateway/browser.ts';
import type { Input, Order } from '#gateway/procedures.ts';
import { DetailSkeleton } from '#parts/detail-skeleton.tsx';
import { refusalOf } from '#parts/field-errors.ts';
import { LoadError } from '#parts/load-error.tsx';
import { PageHeader } from '#parts/page-header.tsx';
import { useAction } from '#parts/use-action.ts';
import { EditAddress } from './edit-address.tsx';
import { changedAddress, changesOf, type EditDraft, editDraft } from './edit-draft.ts';
import { EditLines } from './edit-lines.tsx';
import { EditPreviewCard } from './edit-preview.tsx';
import { canEdit } from './order-facts.ts';
import { staleAfter, useOrder } from './use-order.ts';

export function EditOrder({ id }: { readonly id: string }) {
  const { data: order, error, refetch } = useOrder(id);
  const mayEdit = useMay('orders:write');
  if (error && !order) return <LoadError as="h1" what="The order" error={error} retry={refetch} />;
  if (!order) return <DetailSkeleton what="order" />;
  if (!mayEdit || !canEdit(order)) return <NotEditable order={order} />;
  return (
    <>
      <Breadcrumbs
        items={[
          { label: 'Orders', href: '/orders' },
          { label: order.number, href: `/orders/${order.id}` },
        ]}
        current="Edit"
        link={Link}
      />
      <PageHeader title={`Edit ${order.number}`}>Lines keep the price that was agreed; what is added costs what it costs today.</PageHeader>
      <EditForm order={order} lookAgain={refetch} />
    </>
  );
}

function EditForm({ order, lookAgain }: { readonly order: Order; readonly lookAgain: () => unknown }) {
  const router = useRouter();
  const formId = useId();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(() => editDraft(order));
  const [isTried, setTried] = useState(false);
  const change = (to: Partial<EditDraft>) => setDraft((last) => ({ ...last, ...to }));
  const changes = changesOf(order, draft);
  const preview = useQuery({
    queryKey: ['order', order.id, 'edit', order.timeline.length, changes],
    queryFn: ({ signal }) => query('admin.orders.previewEdit', { orderId: order.id, ...changes }, signal),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const costsMore = preview.data !== undefined && compare(preview.data.difference, money(0, order.currency)) > 0;
  const edit = useAction({
    send: (input: Input<'admin.orders.edit'>, idempotencyKey) => mutate('admin.orders.edit', { ...input, idempotencyKey }),
    done: costsMore ? 'The customer is asked to pay' : 'Order changed',
    refresh: staleAfter(order.id),
    onDone: () => router.push(`/orders/${order.id}`),
  });
  const checked = changedAddress(order, draft);
  const changesSomething = changes.items.length + changes.added.length > 0 || ('address' in checked && checked.address !== undefined);
  const isShown = preview.data !== undefined && !preview.isPlaceholderData && !preview.error;
  const refused = refusalOf(edit.error, (path) => path.startsWith('shippingAddress.'));

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if ('errors' in checked) focusFirstError(form.current);
    else if (preview.data && isShown && changesSomething && !edit.isPending) {
      const shown = { version: preview.data.version, expectedTotal: preview.data.totals.total };
      const input = { orderId: order.id, ...changes, shippingAddress: checked.address, ...shown };
      // It may have moved meanwhile: then what it is now is shown.
      edit.mutate(input, { onError: () => void lookAgain() });
    }
  }

  const addressErrors = Object.fromEntries(
    Object.entries(refused.fields).map(([path, text]) => [path.replace('shippingAddress.', ''), text]),
  );
  return (
    <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="grid min-w-0 gap-5">
        <FormProblem title="It was not changed" text={refused.rest || (isTried && !changesSomething ? 'Nothing is different yet.' : '')} />
        {/* Outside of the form: Enter in a search or a quantity is not meant to change the order. */}
        <EditLines order={order} draft={draft} onChange={change} />
        <form id={formId} ref={form} noValidate onSubmit={submit}>
          <EditAddress
            place={order.shippingAddress}
            draft={draft.address}
            errors={isTried && 'errors' in checked ? checked.errors : addressErrors}
            onChange={(address) => change({ address })}
          />
        </form>
      </div>
      <div className="grid min-w-0 gap-5 xl:sticky xl:top-5">
        <EditPreviewCard order={order} preview={preview.data} error={preview.error} />
        <div className="flex flex-wrap justify-end gap-2.5">
          <Link href={`/orders/${order.id}`} className={buttonStyles({ variant: 'secondary' })}>
            Not now
          </Link>
          <Button type="submit" form={formId} pending={edit.isPending} disabled={Boolean(preview.error)}>
            {costsMore ? 'Ask for the payment' : 'Change the order'}
          </Button>
        </div>
      </div>
    </div>
  );
}

function NotEditable({ order }: { readonly order: Order }) {
  return (
    <EmptyState
      as="h1"
      icon={<PackageCheck />}
      title="This order cannot be edited"
      action={
        <Link href={`/orders/${order.id}`} className={buttonStyles()}>
          Back to {order.number}
        </Link>
      }
    >
      Support can edit an order that is paid for, as long as something of it is still to be shipped.
    </EmptyState>
  );
}
