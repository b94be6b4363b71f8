'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { TradewindError } from '@tradewind/contracts/errors';
import { newUuid } from '@tradewind/contracts/ids';
import { Button } from '@tradewind/ui/button';
import { DialogClose, DialogFooter } from '@tradewind/ui/dialog';
import { Field } from '@tradewind/ui/field';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Textarea } from '@tradewind/ui/input';
import { QuantityStepper } from '@tradewind/ui/quantity-stepper';
import { Select } from '@tradewind/ui/select';
import { type FormEvent, useState } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { Input, Order, Return, ReturnReason, Returns } from '#gateway/procedures.ts';
import type { OrderAccess } from '#order/use-order.ts';
import { PictureField } from './picture-field.tsx';
import { checkDraft, emptyDraft, type ReturnDraft, type ReturnLine, returnLines } from './return-draft.ts';
import { reasonWords } from './return-words.ts';
import { usePictures } from './use-pictures.ts';
import { returnsKey } from './use-returns.ts';

interface ReturnFormProps {
  readonly order: Order;
  readonly returns: Returns;
  readonly access: OrderAccess;
  readonly onDone: (made: Return) => void;
}

/** Which pieces, why each, and what else there is to say or to show. */
export function ReturnForm({ order, returns, access, onDone }: ReturnFormProps) {
  const client = useQueryClient();
  const [draft, setDraft] = useState<ReturnDraft>(emptyDraft);
  const [isTried, setTried] = useState(false);
  const [intent, setIntent] = useState(newUuid);
  const pictures = usePictures(access);
  const change = (to: Partial<ReturnDraft>) => setDraft((last) => ({ ...last, ...to }));
  const request = useMutation({
    mutationFn: (input: Input<'returns.request'>) => mutate('returns.request', input),
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: returnsKey(order.id) });
      onDone(made);
    },
    // A refusal is kept under its key; another try is another one.
    onError: (error) => error instanceof TradewindError && error.code !== 'UNAVAILABLE' && setIntent(newUuid()),
  });
  const lines = returnLines(order, returns);
  const checked = checkDraft(lines, draft);
  const errors = isTried && 'errors' in checked ? checked.errors : {};

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!('items' in checked) || request.isPending || pictures.isPending) return;
    request.mutate({
      orderId: order.id,
      orderToken: access.token,
      items: checked.items,
      note: draft.note.trim() || undefined,
      pictures: pictures.pictures.map(({ id }) => id),
      idempotencyKey: intent,
    });
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-5">
      <FormProblem title="The return was not taken" text={request.error?.message ?? ''} />
      <fieldset className="grid gap-4">
        <legend className="mb-1 font-medium text-sm">What do you want to return?</legend>
        {lines.map((line) => (
          <Line key={line.item.id} line={line} draft={draft} change={change} error={errors[line.item.id]} />
        ))}
        {errors.items && (
          <p role="alert" className="text-caption text-danger">
            {errors.items}
          </p>
        )}
      </fieldset>
      <PictureField field={pictures} />
      <Field label="Anything else we should know?" optional>
        <Textarea rows={3} maxLength={1_000} value={draft.note} onChange={({ target }) => change({ note: target.value })} />
      </Field>
      <DialogFooter className="mt-0">
        <DialogClose asChild>
          <Button variant="secondary">Not now</Button>
        </DialogClose>
        <Button type="submit" pending={request.isPending}>
          Ask for the return
        </Button>
      </DialogFooter>
    </form>
  );
}

interface LineProps {
  readonly line: ReturnLine;
  readonly draft: ReturnDraft;
  readonly change: (to: Partial<ReturnDraft>) => void;
  readonly error: string | undefined;
}

function Line({ line: { item, left }, draft, change, error }: LineProps) {
  const name = [item.title, item.variantTitle].filter(Boolean).join(', ');
  const quantity = draft.quantities[item.id] ?? 0;
  // The cast: the options below are the reasons.
  const choose = (reason: string) => change({ reasons: { ...draft.reasons, [item.id]: reason as ReturnReason } });
  return (
    <div className="grid gap-2.5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-32 flex-1">
          <p className="font-medium text-[0.9375rem]">{name}</p>
          <p className="text-muted text-sm">
            {left} {left === 1 ? 'piece' : 'pieces'} can be returned
          </p>
        </div>
        <QuantityStepper
          label={name}
          size="sm"
          min={0}
          max={left}
          value={quantity}
          onChange={(count) => change({ quantities: { ...draft.quantities, [item.id]: count } })}
        />
      </div>
      {quantity > 0 && (
        <Field label={`Why do you return ${name}?`} error={error}>
          <Select value={draft.reasons[item.id] ?? ''} onChange={({ target }) => choose(target.value)}>
            <option value="" disabled>
              Choose a reason
            </option>
            {Object.entries(reasonWords).map(([reason, words]) => (
              <option key={reason} value={reason}>
                {words}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </div>
  );
}
