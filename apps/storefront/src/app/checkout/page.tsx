import { SkipLink } from '@tradewind/ui/skip-link';
import { ShieldCheck } from 'lucide-react';
import type { Metadata } from 'next';
import { Checkout } from '#checkout/checkout.tsx';
import { readEnv } from '#env.ts';
import { HomeLink } from '#shell/home-link.tsx';

/** The processor's address and key are the running process's, not the build's. */
export const dynamic = 'force-dynamic';

export const metadata: Metadata = { title: 'Checkout', robots: { index: false } };

export default function CheckoutPage() {
  const { stripeJsUrl, stripePublishableKey } = readEnv();
  return (
    <>
      <SkipLink />
      <header className="border-b">
        <div className="shell flex h-16 items-center justify-between">
          <HomeLink />
          <p className="flex items-center gap-2 text-muted text-sm">
            <ShieldCheck aria-hidden className="size-4.5 text-primary" /> Secure checkout
          </p>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="flex-1 pb-20 outline-none">
        <Checkout access={{ scriptUrl: stripeJsUrl, publishableKey: stripePublishableKey }} />
      </main>
    </>
  );
}
