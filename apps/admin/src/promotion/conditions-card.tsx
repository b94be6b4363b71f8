'use client';

import { useQuery } from '@tanstack/react-query';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { Checkbox } from '@tradewind/ui/checkbox';
import { Field } from '@tradewind/ui/field';
import { Input } from '@tradewind/ui/input';
import { Select } from '@tradewind/ui/select';
import { groupsQuery } from './groups-query.ts';
import type { CardProps } from './promotion-form.tsx';

/** For whom it counts, and when. */
export function ConditionsCard({ draft, errors, onChange }: CardProps) {
  const groups = useQuery(groupsQuery);
  return (
    <Card>
      <CardHeader>
        <CardTitle>When it counts</CardTitle>
      </CardHeader>
      <CardContent className="grid items-start gap-5 sm:grid-cols-2">
        <Field label="Minimum spend" optional hint="Of the whole cart, before discounts." error={errors['conditions.minimumSpendMinor']}>
          <Input
            inputMode="decimal"
            autoComplete="off"
            value={draft.minimumSpend}
            onChange={({ target }) => onChange({ minimumSpend: target.value })}
          />
        </Field>
        <Field label="Customer group" optional error={errors['conditions.groupId']}>
          <Select value={draft.groupId} onChange={({ target }) => onChange({ groupId: target.value })}>
            <option value="">Everybody</option>
            {groups.data?.items.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="From" optional error={errors.startsAt}>
          <Input type="datetime-local" value={draft.startsAt} onChange={({ target }) => onChange({ startsAt: target.value })} />
        </Field>
        <Field label="Until" optional error={errors.endsAt}>
          <Input type="datetime-local" value={draft.endsAt} onChange={({ target }) => onChange({ endsAt: target.value })} />
        </Field>
        <Checkbox checked={draft.firstOrder} onChange={({ target }) => onChange({ firstOrder: target.checked })} className="sm:col-span-2">
          For a customer’s first order alone
        </Checkbox>
      </CardContent>
    </Card>
  );
}
