'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Button } from '@tradewind/ui/button';
import { Field } from '@tradewind/ui/field';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Input } from '@tradewind/ui/input';
import { useRouter } from 'next/navigation';
import { signIn } from 'next-auth/react';
import { type FormEvent, useState } from 'react';

const texts: Readonly<Record<string, string>> = {
  FORBIDDEN: 'This is a customer’s account. The back office is for staff: ask an administrator for access.',
  RATE_LIMITED: 'Too many tries. Please wait a minute and try again.',
  UNAVAILABLE: 'The server does not answer right now. Please try again in a moment.',
};

export function SignInForm({ next }: { readonly next: string }) {
  const client = useQueryClient();
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const [isTried, setTried] = useState(false);
  const [problem, setProblem] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');

  async function enter() {
    setPending(true);
    setProblem('');
    const result = await signIn('password', { email, password, redirect: false }).catch(() => ({ error: 'UNAVAILABLE' }));
    if (result?.error) {
      setPending(false);
      setProblem(texts[result.error] ?? 'The email address or the password is not right.');
      return;
    }
    client.clear();
    router.replace(next);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (email && password && !isPending) void enter();
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
    </form>
  );
}
