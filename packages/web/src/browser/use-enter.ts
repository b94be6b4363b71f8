'use client';

import { signIn } from 'next-auth/react';
import { useState } from 'react';

interface EnterOptions {
  /** What is said when what was entered is not right. */
  readonly wrong: string;
  /** What is said to an error of the session layer, by its code, beside those that every app may meet. */
  readonly refusals?: Readonly<Record<string, string>>;
  readonly onEntered: () => void | Promise<void>;
}

const common: Readonly<Record<string, string>> = {
  RATE_LIMITED: 'Too many tries. Please wait a minute and try again.',
  UNAVAILABLE: 'Tradewind does not answer right now. Please try again in a moment.',
};

/** Signs in by one of the session layer's ways. Stays pending after success: `onEntered` leads to another page. */
export function useEnter({ wrong, refusals = {}, onEntered }: EnterOptions) {
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState('');

  async function enter(way: string, given: Readonly<Record<string, string>>): Promise<void> {
    setPending(true);
    setProblem('');
    const result = await signIn(way, { ...given, redirect: false }).catch(() => ({ error: 'UNAVAILABLE' }));
    if (!result?.error) return await onEntered();
    setPending(false);
    setProblem(refusals[result.error] ?? common[result.error] ?? wrong);
  }

  return { enter, isPending, problem };
}
