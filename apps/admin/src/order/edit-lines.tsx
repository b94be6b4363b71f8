'use client';

import { formatMoney } from '@tradewind/money';
import { Button } from '@tradewind/ui/button';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { QuantityStepper } from '@tradewind/ui/quantity-stepper';
import { X } from 'lucide-react';
import type { Order, OrderItem } from '#gateway/procedures.ts';
import { Thumbnail } from '#parts/thumbnail.tsx';
import type { EditDraft } from './edit-draft.ts';
import { isOpen } from './order-facts.ts';
import { VariantPicker } from './variant-picker.tsx';

interface EditLinesProps {
  readonly order: Order;
  readonly draft: EditDraft;
  readonly onChange: (to: Partial<EditDraft>) => void;
}

/** How many pieces of each line there are to be, and what is put on. */
export function EditLines({ order, draft, onChange }: EditLinesProps) {
  const { quantities, added } = draft;
  const taken = new Set<string>([...order.items, ...added].map(({ variantId }) => variantId));
  return (
    <Card>
      <CardHeader>
        <CardTitle>Items</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-5">
        <ul className="divide-y divide-line">
          {order.items.map((item) => (
            <KeptLine
              key={item.id}
              item={item}
              quantity={quantities[item.id] ?? item.quantity}
              onChange={(quantity) => onChange({ quantities: { ...quantities, [item.id]: quantity } })}
            />
          ))}
          {added.map(({ variantId, title, quantity }) => (
            <li key={variantId} className="flex flex-wrap items-center gap-3 py-3">
              <p className="min-w-40 flex-1 font-medium">
                {title} <span className="font-normal text-accent text-sm">new</span>
              </p>
              <QuantityStepper
                label={title}
                size="sm"
                value={quantity}
                onChange={(to) =>
                  onChange({ added: added.map((line) => (line.variantId === variantId ? { ...line, quantity: to } : line)) })
                }
              />
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Remove ${title}`}
                onClick={() => onChange({ added: added.filter((line) => line.variantId !== variantId) })}
              >
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
        <VariantPicker taken={taken} onPick={(variant) => onChange({ added: [...added, { ...variant, quantity: 1 }] })} />
      </CardContent>
    </Card>
  );
}

interface KeptLineProps {
  readonly item: OrderItem;
  readonly quantity: number;
  readonly onChange: (quantity: number) => void;
}

function KeptLine({ item, quantity, onChange }: KeptLineProps) {
  const name = [item.title, item.variantTitle].filter(Boolean).join(', ');
  return (
    <li className="flex flex-wrap items-center gap-3 py-3">
      <Thumbnail image={item.image} />
      <div className="min-w-40 flex-1">
        <p className="font-medium">{item.title}</p>
        <p className="text-muted text-sm">{[item.variantTitle, item.sku, formatMoney(item.unitPrice)].filter(Boolean).join(' · ')}</p>
        {quantity !== item.quantity && (
          <p className="text-accent text-sm">{quantity === 0 ? 'Will be removed' : `${item.quantity} ordered`}</p>
        )}
      </div>
      {isOpen(item) ? (
        <QuantityStepper label={name} size="sm" min={0} value={quantity} onChange={onChange} />
      ) : (
        <p className="text-muted text-sm">{item.quantity}, and something of it was shipped or refunded</p>
      )}
    </li>
  );
}
