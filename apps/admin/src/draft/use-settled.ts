'use client';

import { useEffect, useState } from 'react';

const pauseMs = 300;

/** A value once it has stayed the same for a moment. What is equal as JSON is the same. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text) as Value), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
