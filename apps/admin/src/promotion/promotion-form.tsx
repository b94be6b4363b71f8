'use client';

import { Button } from '@tradewind/ui/button';
import { focusFirstError } from '@tradewind/ui/focus-first-error';
import { FormProblem } from '@tradewind/ui/form-problem';
import { type FormEvent, useRef, useState } from 'react';
import { useMay } from '#account/use-may.ts';
import type { NewPromotion } from '#gateway/procedures.ts';
import { refusalOf } from '#parts/field-errors.ts';
import { ConditionsCard } from './conditions-card.tsx';
import { EffectCard } from './effect-card.tsx';
import { LimitsCard } from './limits-card.tsx';
import { NameCard } from './name-card.tsx';
import { type PromotionDraft, promotionInput } from './promotion-draft.ts';

/** What the cards of the form share. */
export interface CardProps {
  readonly draft: PromotionDraft;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (to: Partial<PromotionDraft>) => void;
}

interface PromotionFormProps {
  readonly initial: PromotionDraft;
  readonly submitLabel: string;
  readonly action: { readonly isPending: boolean; readonly error: Error | null; mutate(input: NewPromotion): void };
}

const shown =
  /^(name|code|effect\.(basisPoints|amountMinor|buy|get|tiers)|scope|conditions\.(minimumSpendMinor|groupId)|priority|startsAt|endsAt|currency|maxUses|maxUsesPerCustomer|budgetMinor)$/;

export function PromotionForm({ initial, submitLabel, action }: PromotionFormProps) {
  const mayWrite = useMay('promotions:write');
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(initial);
  const [isTried, setTried] = useState(false);
  const checked = promotionInput(draft);
  const refused = refusalOf(action.error, (path) => shown.test(path));
  const errors = isTried && 'errors' in checked ? checked.errors : refused.fields;
  const card = { draft, errors, onChange: (to: Partial<PromotionDraft>) => setDraft((last) => ({ ...last, ...to })) };

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if ('errors' in checked) focusFirstError(form.current);
    else if (!action.isPending) action.mutate(checked.input);
  }

  return (
    <form ref={form} noValidate onSubmit={submit}>
      <fieldset disabled={!mayWrite} className="grid min-w-0 gap-5">
        <legend className="sr-only">The promotion</legend>
        <FormProblem title="The promotion was not saved" text={refused.rest} />
        <NameCard {...card} />
        <EffectCard {...card} />
        <ConditionsCard {...card} />
        <LimitsCard {...card} />
        {mayWrite && (
          <Button type="submit" size="lg" pending={action.isPending} className="sm:justify-self-end">
            {submitLabel}
          </Button>
        )}
      </fieldset>
    </form>
  );
}
