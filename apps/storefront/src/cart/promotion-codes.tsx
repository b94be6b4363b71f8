'use client';

import { formatMoney } from '@tradewind/money';
import { Button } from '@tradewind/ui/button';
import { Field } from '@tradewind/ui/field';
import { Input } from '@tradewind/ui/input';
import { Tag, X } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import type { CartPromotion } from '#gateway/procedures.ts';
import { usePromotionCodes } from './use-promotion-codes.ts';

/** The promotions that count, each with its share, and a field for codes. */
export function PromotionCodes({ promotions }: { readonly promotions: readonly CartPromotion[] }) {
  const { change, isPending, problem } = usePromotionCodes();
  const [code, setCode] = useState('');
  const field = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isPending) return;
    if (code.trim() !== '' && (await change({ enter: code.trim() }))) setCode('');
    field.current?.focus();
  }

  return (
    <div className="grid gap-4">
      {promotions.length > 0 && (
        <ul aria-label="Promotions" className="grid gap-2">
          {promotions.map((promotion) => (
            <PromotionRow
              key={promotion.id}
              promotion={promotion}
              onRemove={() => {
                field.current?.focus();
                void change({ remove: promotion });
              }}
            />
          ))}
        </ul>
      )}
      <form noValidate onSubmit={(event) => void submit(event)} className="flex items-start gap-2.5">
        <Field label="Promotion code" optional error={problem} className="min-w-0 flex-1">
          <Input
            ref={field}
            value={code}
            maxLength={40}
            autoComplete="off"
            autoCapitalize="characters"
            onChange={({ target }) => setCode(target.value)}
            className="uppercase"
          />
        </Field>
        <Button type="submit" variant="secondary" pending={isPending} className="mt-[1.625rem]">
          Apply
        </Button>
      </form>
    </div>
  );
}

interface PromotionRowProps {
  readonly promotion: CartPromotion;
  readonly onRemove: () => void;
}

function PromotionRow({ promotion: { name, code, amount, freeDelivery, problem }, onRemove }: PromotionRowProps) {
  const given = freeDelivery ? 'Free delivery' : `−${formatMoney(amount)}`;
  return (
    <li className="flex items-center gap-2 text-sm">
      <Tag aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1">
        {name}
        {code && <span className="text-muted"> ({code})</span>}
        {problem && <span className="block text-danger">It {problem}.</span>}
      </span>
      {problem === null && <span className="tabular-nums">{given}</span>}
      {code && (
        <Button variant="ghost" size="icon-sm" aria-label={`Remove ${code}`} onClick={onRemove}>
          <X aria-hidden />
        </Button>
      )}
    </li>
  );
}
