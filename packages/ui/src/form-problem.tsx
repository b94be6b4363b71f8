'use client';

import { useEffect, useRef } from 'react';
import { Alert } from './alert.tsx';

/** Says why a form was not taken, and takes the focus when it appears. */
export function FormProblem({ title, text }: { readonly title: string; readonly text: string }) {
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (text) alert.current?.focus();
  }, [text]);
  if (!text) return null;
  return (
    <Alert ref={alert} tabIndex={-1} tone="danger" title={title}>
      {text}
    </Alert>
  );
}
