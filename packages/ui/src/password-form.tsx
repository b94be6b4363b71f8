'use client';

import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { FormProblem } from './form-problem.tsx';
import { Input } from './input.tsx';

interface PasswordFormProps {
  readonly isPending: boolean;
  /** Why the last try did not succeed; empty when none failed. */
  readonly problem: string;
  readonly onSubmit: (given: { email: string; password: string }) => void;
  /** Stands below the button. */
  readonly children?: ReactNode;
}

/** Signs in with an address and a password. Browsers and password managers know the fields (WCAG 2.2, 3.3.8). */
export function PasswordForm({ isPending, problem, onSubmit, children }: PasswordFormProps) {
  const [isTried, setTried] = useState(false);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (email && password && !isPending) onSubmit({ email, password });
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
      {children}
    </form>
  );
}
