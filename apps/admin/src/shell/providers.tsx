'use client';

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { TradewindError } from '@tradewind/contracts/errors';
import { ThemeProvider } from '@tradewind/ui/theme';
import { Toaster } from '@tradewind/ui/toast';
import { meKey, shouldRetry } from '@tradewind/web/browser';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useState } from 'react';

/** When a call finds that the session has ended, who is signed in is asked anew, and the office sends them to the sign-in page. */
function createClient(): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof TradewindError && error.code === 'UNAUTHENTICATED') void client.invalidateQueries({ queryKey: meKey });
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: { queries: { staleTime: 5_000, retry: shouldRetry } },
  });
  return client;
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
