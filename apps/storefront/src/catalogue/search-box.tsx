'use client';

import { useQuery } from '@tanstack/react-query';
import { cn } from '@tradewind/ui/cn';
import { Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, type KeyboardEvent, useDeferredValue, useEffect, useId, useState } from 'react';
import { query } from '#gateway/browser.ts';
import { SuggestionList } from './suggestion-list.tsx';

/** The value, once it has rested for a moment. */
function useSettled(value: string, ms: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

/** Search as you type: a combobox whose list keeps the last answer until the next one is there, so that it never flashes. */
export function SearchBox() {
  const router = useRouter();
  const listId = useId();
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const wanted = useSettled(useDeferredValue(text.trim()), 120);
  const { data } = useQuery({
    queryKey: ['suggest', wanted],
    queryFn: ({ signal }) => query('catalog.suggest', { query: wanted }, signal),
    enabled: isOpen && wanted.length > 1,
    placeholderData: (previous) => previous,
    staleTime: 60_000,
  });
  const items = text.trim().length > 1 ? (data?.items ?? []) : [];
  const isShown = isOpen && items.length > 0;

  function go(href: string) {
    setOpen(false);
    setActive(-1);
    router.push(href);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const chosen = isShown ? items[active] : undefined;
    go(chosen ? `/products/${chosen.slug}` : `/search?query=${encodeURIComponent(text.trim())}`);
  }

  function move(event: KeyboardEvent) {
    if (event.key === 'Escape') setOpen(false);
    if (!isShown || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    const step = event.key === 'ArrowDown' ? 1 : -1;
    setActive((now) => ((now + 1 + step + items.length + 1) % (items.length + 1)) - 1);
  }

  return (
    <search className="relative block" onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}>
      <form action="/search" onSubmit={submit}>
        <Search aria-hidden className="pointer-events-none absolute top-1/2 left-3.5 size-4 -translate-y-1/2 text-muted" />
        <input
          type="search"
          name="query"
          role="combobox"
          aria-label="Search the shop"
          aria-expanded={isShown}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={isShown && active >= 0 ? `${listId}-${active}` : undefined}
          autoComplete="off"
          enterKeyHint="search"
          placeholder="Search the shop"
          value={text}
          onFocus={() => setOpen(true)}
          onKeyDown={move}
          onChange={(event) => {
            setText(event.target.value);
            setOpen(true);
            setActive(-1);
          }}
          className={cn(
            'h-11 w-full rounded-full border border-line-strong bg-surface pr-4 pl-10 text-base placeholder:text-muted',
            '[&::-webkit-search-cancel-button]:hidden',
          )}
        />
      </form>
      <SuggestionList id={listId} items={items} active={active} isShown={isShown} onChoose={(item) => go(`/products/${item.slug}`)} />
    </search>
  );
}
