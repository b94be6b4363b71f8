import { nextPath } from '@tradewind/web';
import type { Metadata } from 'next';
import { SignInForm } from '#account/sign-in-form.tsx';

interface SignInProps {
  readonly searchParams: Promise<{ next?: string | string[] }>;
}

export const metadata: Metadata = { title: 'Sign in', robots: { index: false } };

export default async function SignInPage({ searchParams }: SignInProps) {
  return (
    <div className="shell max-w-md pt-10 sm:pt-16">
      <h1 className="font-semibold text-title">Sign in</h1>
      <SignInForm next={nextPath((await searchParams).next, '/account')} />
    </div>
  );
}
