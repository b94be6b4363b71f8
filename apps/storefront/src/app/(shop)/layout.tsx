import { SkipLink } from '@tradewind/ui/skip-link';
import type { ReactNode } from 'react';
import { readCategories, readStore } from '#catalogue/read.ts';
import { CurrencyProvider } from '#shell/currency.tsx';
import { Footer } from '#shell/footer.tsx';
import { Header } from '#shell/header.tsx';

export default async function ShopLayout({ children }: { children: ReactNode }) {
  const [categories, { countries, currencies }] = await Promise.all([readCategories(), readStore()]);
  return (
    <CurrencyProvider usual={currencies[0]}>
      <SkipLink />
      <Header categories={categories} />
      <main id="main" tabIndex={-1} className="flex-1 outline-none">
        {children}
      </main>
      <Footer categories={categories} countries={countries} currencies={currencies} />
    </CurrencyProvider>
  );
}
