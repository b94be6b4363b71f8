'use client';

import { Button } from '@tradewind/ui/button';
import { Field } from '@tradewind/ui/field';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Input } from '@tradewind/ui/input';
import { type FormEvent, useState } from 'react';
import { ShopLink } from '#shell/shop-link.tsx';
import { useSignIn } from './use-sign-in.ts';

export function SignInForm({ next }: { readonly next: string }) {
  const { enter, isPending, problem } = useSignIn({ next, wrong: 'The email address or the password is not right.' });
  const [isTried, setTried] = useState(false);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (email && password && !isPending) void enter('password', { email, password });
  }

  return (
    <form noValidate onSubmit={submit} className="mt-6 grid gap-5">
      <FormProblem title="That did not work" text={problem} />
      <Field label="Email" error={isTried && !email ? 'Enter your email address' : undefined}>
        <Input
          type="email"
          name="email"
          autoComplete="username"
          inputMode="email"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <Field label="Password" error={isTried && !password ? 'Enter your password' : undefined}>
        <Input
          type="password"
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <Button type="submit" size="lg" pending={isPending}>
        Sign in
      </Button>
      <p className="text-muted">
        New here?{' '}
        <ShopLink href={`/sign-up?next=${encodeURIComponent(next)}`} className="font-medium text-primary underline underline-offset-4">
          Create an account
        </ShopLink>
      </p>
    </form>
  );
}
