'use client';

import { createContext, type ReactNode, use, useCallback, useState } from 'react';

const AnnounceContext = createContext<(message: string) => void>(() => {});

/** Tells screen readers what changed somewhere else on the page. */
export function useAnnounce(): (message: string) => void {
  return use(AnnounceContext);
}

/** The one polite live region. The same words twice in a row are told twice: a space that nobody hears makes them differ. */
export function Announcer({ children }: { readonly children: ReactNode }) {
  const [message, setMessage] = useState('');
  const announce = useCallback((next: string) => setMessage((last) => (last === next ? `${next}\u00a0` : next)), []);
  return (
    <AnnounceContext value={announce}>
      {children}
      <div aria-live="polite" className="sr-only">
        {message}
      </div>
    </AnnounceContext>
  );
}
