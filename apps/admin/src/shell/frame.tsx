'use client';

import { Logo } from '@tradewind/ui/logo';
import { SkipLink } from '@tradewind/ui/skip-link';
import { ThemeToggle } from '@tradewind/ui/theme';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Me } from '#gateway/procedures.ts';
import { PaletteButton } from '#palette/palette-button.tsx';
import { AccountMenu } from './account-menu.tsx';
import { MenuButton } from './menu-button.tsx';
import { SectionLinks } from './section-links.tsx';

/** What stands around every page: navigation at the side, search and account above. */
export function Frame({ me, children }: { readonly me: Me; readonly children: ReactNode }) {
  return (
    <>
      <SkipLink />
      <div className="lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
        <nav aria-label="Main" className="sticky top-0 hidden h-dvh flex-col gap-6 self-start border-r bg-surface p-4 lg:flex">
          <Home />
          <SectionLinks permissions={me.permissions} />
        </nav>
        <div className="min-w-0">
          <header className="sticky top-0 z-40 flex h-16 items-center gap-2 border-b bg-background/95 px-4 backdrop-blur-sm sm:px-8">
            <MenuButton permissions={me.permissions} />
            <span className="lg:hidden">
              <Home />
            </span>
            <div className="ml-auto flex items-center gap-1 lg:ml-0 lg:flex-1">
              <PaletteButton permissions={me.permissions} />
              <span className="flex-1" />
              <ThemeToggle />
              <AccountMenu me={me} />
            </div>
          </header>
          <main id="main" tabIndex={-1} className="mx-auto w-full max-w-7xl px-4 py-6 outline-none sm:px-8 sm:py-8">
            {children}
          </main>
        </div>
      </div>
    </>
  );
}

function Home() {
  return (
    <Link href="/" aria-label="Tradewind, to the start" className="rounded-control">
      <Logo />
    </Link>
  );
}
