'use client';

import { useMutation } from '@tanstack/react-query';
import { Button } from '@tradewind/ui/button';
import { Field } from '@tradewind/ui/field';
import { focusFirstError } from '@tradewind/ui/focus-first-error';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Input } from '@tradewind/ui/input';
import { type FormEvent, useState } from 'react';
import { isEmail } from '#checkout/address.ts';
import { mutate } from '#gateway/browser.ts';
import { ShopLink } from '#shell/shop-link.tsx';

interface RegisterFormProps {
  readonly next: string;
  readonly onRegistered: (registration: { id: string; email: string }) => void;
}

const minPassword = 8;

export function RegisterForm({ next, onRegistered }: RegisterFormProps) {
  const [given, setGiven] = useState({ name: '', email: '', password: '' });
  const [isTried, setTried] = useState(false);
  const register = useMutation({
    mutationFn: () => mutate('auth.register', given),
    onSuccess: ({ registrationId }) => onRegistered({ id: registrationId, email: given.email }),
  });
  const errors = {
    name: given.name.trim() ? undefined : 'Enter your name',
    email: isEmail(given.email.trim()) ? undefined : 'Enter an email address, such as ada@example.com',
    password: given.password.length >= minPassword ? undefined : `Use at least ${minPassword} characters`,
  };
  const bind = (field: keyof typeof given) => ({
    name: field,
    value: given[field],
    onChange: (event: { target: { value: string } }) => setGiven((last) => ({ ...last, [field]: event.target.value })),
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setTried(true);
    if (errors.name || errors.email || errors.password) {
      focusFirstError(event.currentTarget);
    } else if (!register.isPending) register.mutate();
  }

  return (
    <>
      <h1 className="font-semibold text-title">Create an account</h1>
      <form noValidate onSubmit={submit} className="mt-6 grid gap-5">
        <FormProblem title="That did not work" text={register.error?.message ?? ''} />
        <Field label="Name" error={isTried ? errors.name : undefined}>
          <Input autoComplete="name" maxLength={120} {...bind('name')} />
        </Field>
        <Field label="Email" error={isTried ? errors.email : undefined}>
          <Input type="email" inputMode="email" autoComplete="username" maxLength={254} {...bind('email')} />
        </Field>
        <Field
          label="Password"
          hint="At least 8 characters. A few words in a row are strong."
          error={isTried ? errors.password : undefined}
        >
          <Input type="password" autoComplete="new-password" maxLength={128} {...bind('password')} />
        </Field>
        <Button type="submit" size="lg" pending={register.isPending}>
          Continue
        </Button>
        <p className="text-muted">
          Have an account?{' '}
          <ShopLink href={`/sign-in?next=${encodeURIComponent(next)}`} className="font-medium text-primary underline underline-offset-4">
            Sign in
          </ShopLink>
        </p>
      </form>
    </>
  );
}
