import { themeColor } from '@tradewind/ui/theme-color';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { Providers } from '#shell/providers.tsx';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Tradewind back office', template: '%s · Tradewind back office' },
  description: 'Orders, products and payments of the shop.',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { themeColor };

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <body className="min-h-dvh font-sans">
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
