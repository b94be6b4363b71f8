import { themeColor } from '@tradewind/ui/theme-color';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { readEnv } from '#env.ts';
import { Providers } from '#shell/providers.tsx';
import './globals.css';

export function generateMetadata(): Metadata {
  return {
    metadataBase: new URL(readEnv().publicUrl),
    title: { default: 'Tradewind: good things, sent quickly', template: '%s · Tradewind' },
    description: 'Well made things for home, travel and every day, chosen with care and sent quickly.',
    openGraph: { siteName: 'Tradewind', type: 'website' },
  };
}

export const viewport: Viewport = { themeColor };

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <body className="flex min-h-dvh flex-col font-sans">
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
