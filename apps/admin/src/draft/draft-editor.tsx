'use client';

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { TradewindError } from '@tradewind/contracts/errors';
import { Alert } from '@tradewind/ui/alert';
import { Button } from '@tradewind/ui/button';
import { Card, CardContent } from '@tradewind/ui/card';
import { Field } from '@tradewind/ui/field';
import { focusFirstError } from '@tradewind/ui/focus-first-error';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Select } from '@tradewind/ui/select';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { Draft, Settings } from '#gateway/procedures.ts';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { useSettled } from '#parts/use-settled.ts';
import { DiscardDialog } from './discard-dialog.tsx';
import { DraftCodes } from './draft-codes.tsx';
import { DraftCustomer } from './draft-customer.tsx';
import { type Content, contentOf, type DraftForm, emptyDraft, formOf } from './draft-form.ts';
import { DraftLines } from './draft-lines.tsx';
import { DraftTotals } from './draft-totals.tsx';
import { draftKey } from './draft-words.ts';

interface DraftEditorProps {
  /** Nothing for a new one. */
  readonly draft: Draft | null;
  readonly settings: Settings;
  /** Takes up what somebody else has made of it. */
  readonly onReload?: () => void;
}

/** So long nothing is typed before it is priced anew. */
const pauseMs = 300;
const stale = [['drafts'], ['orders'], ['dashboard']];

/** A draft as it is put together, with what it would cost. It is sent as it is shown. */
export function DraftEditor({ draft, settings, onReload }: DraftEditorProps) {
  const router = useRouter();
  const client = useQueryClient();
  const place = useRef<HTMLDivElement>(null);
  const [form, setForm] = useState<DraftForm>(() => (draft ? formOf(draft) : emptyDraft));
  /** What was saved last: another's change since then is a conflict. */
  const [saved, setSaved] = useState(draft);
  const [isTried, setTried] = useState(false);
  const { content, errors: wrong } = contentOf(form);
  const settled = useSettled(content, pauseMs);
  const isSettled = JSON.stringify(settled) === JSON.stringify(content);
  const change = (to: Partial<DraftForm>) => setForm((last) => ({ ...last, ...to }));
  const pricing = useQuery({
    queryKey: ['drafts', 'pricing', settled],
    queryFn: () => mutate('admin.drafts.preview', settled),
    placeholderData: keepPreviousData,
    retry: false,
  });

  async function write(input: Content, idempotencyKey: string): Promise<Draft> {
    const result = saved
      ? await mutate('admin.drafts.update', { ...input, draftId: saved.id, version: saved.version })
      : await mutate('admin.drafts.create', { ...input, idempotencyKey });
    setSaved(result);
    client.setQueryData(draftKey(result.id), result);
    return result;
  }
  const save = useAction({
    send: write,
    done: 'Draft saved',
    refresh: [['drafts', 'list']],
    onDone: ({ id }) => !draft && router.push(`/orders/drafts/${id}`),
  });
  const send = useAction({
    send: async ({ input, expectedTotal }: { input: Content; expectedTotal: Draft['pricing']['subtotal'] }, idempotencyKey) => {
      const isSaved = saved !== null && JSON.stringify(contentOf(formOf(saved)).content) === JSON.stringify(input);
      const { id: draftId, version } = isSaved ? saved : await write(input, idempotencyKey);
      return mutate('admin.drafts.send', { draftId, version, expectedTotal, idempotencyKey });
    },
    done: ({ number }) => `Order ${number} was sent`,
    refresh: stale,
    onDone: ({ id }) => router.push(`/orders/${id}`),
  });

  const isBusy = save.isPending || send.isPending;
  const total = isSettled && !pricing.isPlaceholderData && !pricing.error ? pricing.data?.totals?.total : undefined;
  const failure = send.error ?? save.error;
  const refused = refusalOf(failure, (path) => path === 'email' || path.startsWith('shippingAddress.'));
  const priceRefusal = refusalOf(pricing.error, (path) => path.startsWith('codes.'));
  const errors = { ...refused.fields, ...(isTried ? wrong : {}) };
  const isConflict = failure instanceof TradewindError && failure.code === 'CONFLICT';

  function act(next: () => void) {
    setTried(true);
    if (Object.keys(wrong).length > 0) focusFirstError(place.current);
    else if (!isBusy) next();
  }
  const sendNow = () =>
    act(() => {
      save.reset();
      // What it would cost by now is shown beside the refusal.
      if (total) send.mutate({ input: content, expectedTotal: total }, { onError: () => void pricing.refetch() });
    });

  return (
    <div ref={place} className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="grid min-w-0 gap-5">
        <FormProblem title={send.error ? 'It was not sent' : 'It was not saved'} text={refused.rest} />
        {isConflict && onReload && (
          <Button variant="secondary" className="justify-self-start" onClick={onReload}>
            Take up what it is now
          </Button>
        )}
        <DraftLines lines={form.lines} pricing={pricing.data} errors={errors} onChange={(lines) => change({ lines })} />
        <DraftCustomer form={form} countries={countriesOf(settings, form)} errors={errors} onChange={change} />
        <DraftCodes
          codes={form.codes}
          pricing={pricing.data}
          error={Object.values(priceRefusal.fields)[0]}
          onChange={(codes) => change({ codes })}
        />
      </div>
      <div className="grid min-w-0 gap-5 xl:sticky xl:top-5">
        <Card>
          <CardContent>
            <Field label="Currency" error={errors.currency}>
              <Select
                value={form.currency}
                onChange={({ target }) =>
                  change({ currency: settings.store.value.currencies.find((each) => each === target.value) ?? form.currency })
                }
              >
                {settings.store.value.currencies.map((each) => (
                  <option key={each}>{each}</option>
                ))}
              </Select>
            </Field>
          </CardContent>
        </Card>
        <DraftTotals
          pricing={pricing.data}
          error={priceRefusal.rest}
          hasAddress={content.shippingAddress !== null}
          shippingOptionId={form.shippingOptionId}
          onOption={(shippingOptionId) => change({ shippingOptionId })}
        />
        {draft && (
          <Alert tone="info" title="Sent, it becomes an order">
            Its customer gets a link to pay by mail, which says until when. Until then its pieces are set aside.
          </Alert>
        )}
        <div className="flex flex-wrap justify-end gap-2.5">
          {saved && draft && <DiscardDialog draft={saved} />}
          <Button variant={draft ? 'secondary' : 'primary'} pending={save.isPending} onClick={() => act(() => save.mutate(content))}>
            Save draft
          </Button>
          {draft && (
            <Button pending={send.isPending} disabled={!total || content.email === null} onClick={sendNow}>
              Send to customer
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}

/** Those that the shop delivers to, and the one that is there. */
function countriesOf({ delivery }: Settings, { address }: DraftForm): string[] {
  const served = delivery.value.zones.flatMap(({ places }) => places.map(({ country }): string => country));
  return [...new Set([...served, address.country])].toSorted();
}
