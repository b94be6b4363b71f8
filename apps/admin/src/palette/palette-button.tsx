'use client';

import { Search } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import type { Permission } from '#gateway/procedures.ts';

const Palette = dynamic(() => import('./palette.tsx').then((module) => module.Palette), { ssr: false });

/** Opens the palette, by a press or by ⌘K / Ctrl K; its code loads when it opens for the first time. */
export function PaletteButton({ permissions }: { readonly permissions: readonly Permission[] }) {
  const [isOpen, setOpen] = useState(false);
  const [wasOpened, setOpened] = useState(false);
  if (isOpen && !wasOpened) setOpened(true);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setOpen((open) => !open);
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Meta+K Control+K"
        onClick={() => setOpen(true)}
        className="flex size-11 items-center justify-center gap-2.5 rounded-control text-muted hover:bg-sunken hover:text-ink sm:w-72 sm:justify-start sm:border sm:border-line-strong sm:bg-surface sm:px-3.5"
      >
        <Search aria-hidden className="size-[1.125rem]" />
        <span className="sr-only flex-1 text-left text-[0.9375rem] sm:not-sr-only">Search or jump to</span>
        <span aria-hidden="true" className="hidden rounded-md bg-sunken px-1.5 text-xs sm:block">
          ⌘K
        </span>
      </button>
      {wasOpened && <Palette permissions={permissions} isOpen={isOpen} setOpen={setOpen} />}
    </>
  );
}
