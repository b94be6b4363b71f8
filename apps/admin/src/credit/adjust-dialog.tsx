'use client';

import { formatMoney, subtract } from '@tradewind/money';
import { Field } from '@tradewind/ui/field';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Input } from '@tradewind/ui/input';
import { Select } from '@tradewind/ui/select';
import { type FormEvent, useState } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { CreditAccount, Input as InputOf } from '#gateway/procedures.ts';
import { moneyHelp, parseMoney } from '#money/parse-money.ts';
import { ActionDialog } from '#parts/action-dialog.tsx';
import { DialogButtons } from '#parts/dialog-buttons.tsx';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { creditName } from './credit-words.ts';

/** Puts more on an account, or takes some off. */
export function AdjustDialog({ account }: { readonly account: CreditAccount }) {
  const free = subtract(account.balance, account.held);
  return (
    <ActionDialog
      trigger="Adjust"
      look={{ variant: 'secondary' }}
      title={`Adjust ${creditName(account)}`}
      description={`${formatMoney(free)} are on it that no order holds.`}
    >
      {(close) => <AdjustForm account={account} close={close} />}
    </ActionDialog>
  );
}

function AdjustForm({ account, close }: { readonly account: CreditAccount; readonly close: () => void }) {
  const [sign, setSign] = useState<1 | -1>(1);
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const { currency } = account.balance;
  const adjust = useAction({
    send: (input: InputOf<'admin.credit.adjust'>, idempotencyKey) => mutate('admin.credit.adjust', { ...input, idempotencyKey }),
    done: ({ balance }) => `The balance is ${formatMoney(balance)} now`,
    refresh: [['credit'], ['payments']],
    onDone: close,
  });
  const value = parseMoney(amount, currency);
  const isAmount = value !== null && value.amountMinor > 0;
  const isReason = reason.trim().length >= 3;
  const { fields, rest } = refusalOf(adjust.error, (path) => path === 'amountMinor' || path === 'reason');

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (isAmount && isReason && !adjust.isPending)
      adjust.mutate({ accountId: account.id, amountMinor: sign * value.amountMinor, reason: reason.trim() });
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <FormProblem title="It was not adjusted" text={rest} />
      <Field label="What to do">
        <Select value={String(sign)} onChange={({ target }) => setSign(target.value === '-1' ? -1 : 1)}>
          <option value="1">Put more on it</option>
          <option value="-1">Take some off</option>
        </Select>
      </Field>
      <Field label={`Amount in ${currency}`} error={isTried && !isAmount ? moneyHelp(currency) : fields.amountMinor}>
        <Input inputMode="decimal" autoComplete="off" value={amount} onChange={({ target }) => setAmount(target.value)} />
      </Field>
      <Field label="Reason" hint="It is kept with your account." error={isTried && !isReason ? 'Say why, in a few words.' : fields.reason}>
        <Input maxLength={500} autoComplete="off" value={reason} onChange={({ target }) => setReason(target.value)} />
      </Field>
      <DialogButtons submit="Adjust" isPending={adjust.isPending} />
    </form>
  );
}
