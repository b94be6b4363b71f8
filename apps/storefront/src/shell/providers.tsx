'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ThemeProvider } from '@tradewind/ui/theme';
import { shouldRetry } from '@tradewind/web/browser';
import { type ReactNode, useState } from 'react';
import { CartProvider } from '#cart/cart-provider.tsx';
import { Announcer } from './announcer.tsx';

function createClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, retry: shouldRetry } } });
}

export function Providers({ children }: { readonly children: ReactNode }) {
  const [client] = useState(createClient);
  return (
    <ThemeProvider>
      <QueryClientProvider client={client}>
        <Announcer>
          <CartProvider>{children}</CartProvider>
        </Announcer>
      </QueryClientProvider>
    </ThemeProvider>
  );
}
