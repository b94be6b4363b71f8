'use client';

import { formatMoney, isZero } from '@tradewind/money';
import { Button } from '@tradewind/ui/button';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { Field } from '@tradewind/ui/field';
import { Input } from '@tradewind/ui/input';
import { X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { DraftPricing } from '#gateway/procedures.ts';

interface DraftCodesProps {
  readonly codes: readonly string[];
  readonly pricing: DraftPricing | undefined;
  /** What the shop says to one that it does not know. */
  readonly error: string | undefined;
  readonly onChange: (codes: readonly string[]) => void;
}

/** Promotion codes, each with what it takes off or why it does not. */
export function DraftCodes({ codes, pricing, error, onChange }: DraftCodesProps) {
  const [typed, setTyped] = useState('');

  function add(event: FormEvent) {
    event.preventDefault();
    const code = typed.trim().toUpperCase();
    setTyped('');
    if (code && !codes.includes(code)) onChange([...codes, code]);
  }

  return (
    <Card>
      <CardHeader>
        <CardTitle>Promotions</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4">
        {codes.length > 0 && (
          <ul className="grid gap-2">
            {codes.map((code) => (
              <li key={code} className="flex flex-wrap items-center gap-3">
                <span className="font-mono text-sm">{code}</span>
                <span className="flex-1 text-muted text-sm">{wordsOf(code, pricing)}</span>
                <Button
                  variant="ghost"
                  size="icon-sm"
                  aria-label={`Remove ${code}`}
                  onClick={() => onChange(codes.filter((each) => each !== code))}
                >
                  <X aria-hidden />
                </Button>
              </li>
            ))}
          </ul>
        )}
        <form noValidate onSubmit={add} className="flex flex-wrap items-end gap-3">
          <Field label="Code" optional error={error} className="min-w-40 flex-1">
            <Input value={typed} maxLength={40} autoComplete="off" onChange={({ target }) => setTyped(target.value)} />
          </Field>
          <Button type="submit" variant="secondary">
            Add code
          </Button>
        </form>
      </CardContent>
    </Card>
  );
}

function wordsOf(code: string, pricing: DraftPricing | undefined): string {
  const known = pricing?.promotions.find((promotion) => promotion.code === code);
  if (!known) return '';
  if (known.problem) return `${known.name} ${known.problem}`;
  return isZero(known.amount) ? known.name : `${known.name}, −${formatMoney(known.amount)}`;
}
