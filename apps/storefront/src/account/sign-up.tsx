'use client';

import { useState } from 'react';
import { CodeForm } from './code-form.tsx';
import { RegisterForm } from './register-form.tsx';

interface Registration {
  readonly id: string;
  readonly email: string;
}

/** Two steps on one page: who one is, then the code that went to the address. */
export function SignUp({ next }: { readonly next: string }) {
  const [registration, setRegistration] = useState<Registration | null>(null);
  return registration ? (
    <CodeForm registrationId={registration.id} email={registration.email} next={next} onBack={() => setRegistration(null)} />
  ) : (
    <RegisterForm next={next} onRegistered={setRegistration} />
  );
}
