'use client';

import { Button } from '@tradewind/ui/button';
import { Field } from '@tradewind/ui/field';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Input } from '@tradewind/ui/input';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useSignIn } from './use-sign-in.ts';

interface CodeFormProps {
  readonly registrationId: string;
  readonly email: string;
  readonly next: string;
  readonly onBack: () => void;
}

export function CodeForm({ registrationId, email, next, onBack }: CodeFormProps) {
  const { enter, isPending, problem } = useSignIn({
    next,
    wrong: 'That code is not right, or it is too old. Please check the newest email.',
  });
  const [code, setCode] = useState('');
  const [isTried, setTried] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const digits = code.replaceAll(/\s/g, '');
  const isCode = /^\d{6}$/.test(digits);
  useEffect(() => heading.current?.focus(), []);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (isCode && !isPending) void enter('registration', { registrationId, code: digits });
  }

  return (
    <>
      <h1 ref={heading} tabIndex={-1} className="font-semibold text-title outline-none">
        Check your email
      </h1>
      <p className="mt-2 text-muted">
        We sent a code of six digits to <span className="text-ink">{email}</span>.
      </p>
      <form noValidate onSubmit={submit} className="mt-6 grid gap-5">
        <FormProblem title="That did not work" text={problem} />
        <Field label="Code" error={isTried && !isCode ? 'Enter the six digits from the email' : undefined}>
          <Input
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={9}
            value={code}
            onChange={(event) => setCode(event.target.value)}
            className="text-center text-xl tabular-nums tracking-[0.4em]"
          />
        </Field>
        <Button type="submit" size="lg" pending={isPending}>
          Create the account
        </Button>
        <Button variant="ghost" onClick={onBack}>
          Use another email address
        </Button>
      </form>
    </>
  );
}
