'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { TradewindError } from '@tradewind/contracts/errors';
import { ThemeProvider } from '@tradewind/ui/theme';
import { Toaster } from '@tradewind/ui/toast';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useState } from 'react';

/** What the gateway has decided is not asked again; what did not answer is, twice. */
function shouldRetry(failures: number, error: Error): boolean {
  const again = !(error instanceof TradewindError) || error.code === 'UNAVAILABLE' || error.code === 'DEADLINE_EXCEEDED';
  return again && failures < 2;
}

function createClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { staleTime: 5_000, retry: shouldRetry } } });
}

export function Providers({ children }: { readonly children: ReactNode }) {
  const [client] = useState(createClient);
  return (
    <ThemeProvider>
      <QueryClientProvider client={client}>
        <NuqsAdapter>{children}</NuqsAdapter>
        <Toaster />
      </QueryClientProvider>
    </ThemeProvider>
  );
}
