'use client';

import { formatMoney } from '@tradewind/money';
import { Button } from '@tradewind/ui/button';
import { Checkbox } from '@tradewind/ui/checkbox';
import { Field } from '@tradewind/ui/field';
import { Input } from '@tradewind/ui/input';
import { Gift, X } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import type { Cart } from '#gateway/procedures.ts';
import { giftCardName } from './cart-credit.ts';
import type { CartView } from './cart-view.ts';
import { useCartCredit, useStoreCredit } from './use-cart-credit.ts';

/** The gift cards that pay for the cart with a field for their codes, and a switch for the store credit of who has any. */
export function PayWithCredit({ cart }: { readonly cart: CartView }) {
  const { change, isPending, problem } = useCartCredit();
  const [code, setCode] = useState('');
  const field = useRef<HTMLInputElement>(null);
  /** What was ticked last, until the cart says so too. */
  const [isTicked, setTicked] = useState<boolean | null>(null);
  const clicks = useRef(0);
  const own = useStoreCredit().data?.items.find(({ available }) => available.currency === cart.currency);
  const spendable = cart.storeCredit?.available ?? own?.available;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isPending) return;
    if (code.trim() !== '' && (await change({ enter: code.trim() }))) setCode('');
    field.current?.focus();
  }

  async function tick(next: boolean) {
    clicks.current += 1;
    const click = clicks.current;
    setTicked(next);
    await change({ useStoreCredit: next });
    if (click === clicks.current) setTicked(null);
  }

  return (
    <div className="grid gap-4">
      {spendable && spendable.amountMinor > 0 && (
        <Checkbox checked={isTicked ?? cart.storeCredit !== null} onChange={({ target }) => void tick(target.checked)}>
          Use my store credit of {formatMoney(spendable)}
        </Checkbox>
      )}
      {cart.giftCards.length > 0 && (
        <ul aria-label="Gift cards" className="grid gap-2">
          {cart.giftCards.map((card) => (
            <GiftCardRow
              key={card.accountId}
              card={card}
              onRemove={() => {
                field.current?.focus();
                void change({ remove: card });
              }}
            />
          ))}
        </ul>
      )}
      <form noValidate onSubmit={(event) => void submit(event)} className="flex items-start gap-2.5">
        <Field label="Gift card code" optional error={problem} className="min-w-0 flex-1">
          <Input
            ref={field}
            value={code}
            maxLength={40}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            onChange={({ target }) => setCode(target.value)}
            className="uppercase"
          />
        </Field>
        <Button type="submit" variant="secondary" pending={isPending} className="mt-[1.625rem]">
          Redeem
        </Button>
      </form>
    </div>
  );
}

interface GiftCardRowProps {
  readonly card: Cart['giftCards'][number];
  readonly onRemove: () => void;
}

function GiftCardRow({ card: { lastFour, available, problem }, onRemove }: GiftCardRowProps) {
  const name = giftCardName(lastFour);
  return (
    <li className="flex items-center gap-2 text-sm">
      <Gift aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1">
        {name}
        {problem && <span className="block text-danger">It {problem}.</span>}
      </span>
      {problem === null && <span className="tabular-nums">{formatMoney(available)}</span>}
      <Button variant="ghost" size="icon-sm" aria-label={`Remove ${name}`} onClick={onRemove}>
        <X aria-hidden />
      </Button>
    </li>
  );
}
