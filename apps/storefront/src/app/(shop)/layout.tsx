import { SkipLink } from '@tradewind/ui/skip-link';
import type { ReactNode } from 'react';
import { readCategories, readCountries } from '#catalogue/read.ts';
import { Footer } from '#shell/footer.tsx';
import { Header } from '#shell/header.tsx';

export default async function ShopLayout({ children }: { children: ReactNode }) {
  const [categories, countries] = await Promise.all([readCategories(), readCountries()]);
  return (
    <>
      <SkipLink />
      <Header categories={categories} />
      <main id="main" tabIndex={-1} className="flex-1 outline-none">
        {children}
      </main>
      <Footer categories={categories} countries={countries} />
    </>
  );
}
