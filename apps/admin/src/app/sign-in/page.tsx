import { Card } from '@tradewind/ui/card';
import { Logo } from '@tradewind/ui/logo';
import { nextPath } from '@tradewind/web';
import type { Metadata } from 'next';
import { SignInForm } from '#account/sign-in-form.tsx';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const { next } = await searchParams;
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-md content-center gap-6 px-4 py-10">
      <Logo />
      <Card className="p-6 sm:p-8">
        <h1 className="font-semibold text-title">Sign in</h1>
        <p className="mt-2 text-muted">To the back office, with your staff account.</p>
        <SignInForm next={nextPath(next, '/')} />
      </Card>
    </main>
  );
}
