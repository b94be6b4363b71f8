import type { Metadata } from 'next';
import { readEnv } from '#env.ts';
import { PayOrder } from '#order/pay-order.tsx';

interface PayProps {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<{ token?: string | string[] }>;
}

/** The processor's address and key are the running process's, not the build's. */
export const dynamic = 'force-dynamic';

export const metadata: Metadata = { title: 'Pay for your order', robots: { index: false } };

export default async function PayPage({ params, searchParams }: PayProps) {
  const { token } = await searchParams;
  const { stripeJsUrl, stripePublishableKey } = readEnv();
  const access = { id: (await params).id, token: typeof token === 'string' ? token : undefined };
  return <PayOrder access={access} processor={{ scriptUrl: stripeJsUrl, publishableKey: stripePublishableKey }} />;
}
