import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { Field } from '@tradewind/ui/field';
import { Input } from '@tradewind/ui/input';
import { Select } from '@tradewind/ui/select';
import type { CardProps } from './promotion-form.tsx';

/** How often it counts, and beside which others. */
export function LimitsCard({ draft, errors, onChange }: CardProps) {
  const text = (name: 'maxUses' | 'maxUsesPerCustomer' | 'budget' | 'priority') => ({
    value: draft[name],
    autoComplete: 'off',
    onChange: ({ target }: { target: { value: string } }) => onChange({ [name]: target.value }),
  });
  return (
    <Card>
      <CardHeader>
        <CardTitle>Limits and stacking</CardTitle>
      </CardHeader>
      <CardContent className="grid items-start gap-5 sm:grid-cols-2 lg:grid-cols-3">
        <Field label="Uses in all" optional error={errors.maxUses}>
          <Input inputMode="numeric" {...text('maxUses')} />
        </Field>
        <Field label="Uses per customer" optional error={errors.maxUsesPerCustomer}>
          <Input inputMode="numeric" {...text('maxUsesPerCustomer')} />
        </Field>
        <Field label="Budget" optional hint="What it may take off in all." error={errors.budgetMinor}>
          <Input inputMode="decimal" {...text('budget')} />
        </Field>
        <Field label="Stacking" hint="An exclusive one stands alone on an order.">
          <Select
            value={draft.stacking}
            onChange={({ target }) => onChange({ stacking: target.value === 'exclusive' ? 'exclusive' : 'combinable' })}
          >
            <option value="combinable">Combinable</option>
            <option value="exclusive">Exclusive</option>
          </Select>
        </Field>
        <Field label="Priority" hint="The higher comes first." error={errors.priority}>
          <Input inputMode="numeric" {...text('priority')} />
        </Field>
      </CardContent>
    </Card>
  );
}
