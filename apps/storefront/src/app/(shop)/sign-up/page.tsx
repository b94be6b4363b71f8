import { nextPath } from '@tradewind/web';
import type { Metadata } from 'next';
import { SignUp } from '#account/sign-up.tsx';

interface SignUpProps {
  readonly searchParams: Promise<{ next?: string | string[] }>;
}

export const metadata: Metadata = { title: 'Create an account', robots: { index: false } };

export default async function SignUpPage({ searchParams }: SignUpProps) {
  return (
    <div className="shell max-w-md pt-10 sm:pt-16">
      <SignUp next={nextPath((await searchParams).next, '/account')} />
    </div>
  );
}
