import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { Checkbox } from '@tradewind/ui/checkbox';
import { Field } from '@tradewind/ui/field';
import { Input } from '@tradewind/ui/input';
import type { CardProps } from './promotion-form.tsx';

export function NameCard({ draft, errors, onChange }: CardProps) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>Promotion</CardTitle>
      </CardHeader>
      <CardContent className="grid items-start gap-5 sm:grid-cols-2">
        <Field label="Name" hint="Customers see it in the cart and on the order." error={errors.name}>
          <Input value={draft.name} maxLength={80} autoComplete="off" onChange={({ target }) => onChange({ name: target.value })} />
        </Field>
        <Field label="Code" optional hint="Without one it applies by itself." error={errors.code}>
          <Input
            value={draft.code}
            maxLength={40}
            autoComplete="off"
            className="uppercase"
            onChange={({ target }) => onChange({ code: target.value })}
          />
        </Field>
        <Checkbox checked={draft.isActive} onChange={({ target }) => onChange({ isActive: target.checked })} className="sm:col-span-2">
          Active
        </Checkbox>
      </CardContent>
    </Card>
  );
}
