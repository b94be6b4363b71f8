'use client';

import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from '@tradewind/ui/toast';
import { useState } from 'react';
import { createIntents } from './intents.ts';

interface ActionOptions<Input, Result> {
  readonly send: (input: Input, idempotencyKey: string) => Promise<Result>;
  /** The toast. */
  readonly done: string | ((result: Result) => string);
  /** What is asked again afterwards: the beginnings of query keys. */
  readonly refresh: readonly QueryKey[];
  readonly onDone?: (result: Result) => void;
}

/** A change, with an idempotency key for each intent; after it a toast, and fresh data before it counts as over. */
export function useAction<Input, Result>({ send, done, refresh, onDone }: ActionOptions<Input, Result>) {
  const client = useQueryClient();
  const [intents] = useState(createIntents);
  return useMutation({
    mutationFn: async (input: Input) => {
      try {
        const result = await send(input, intents.keyFor(input));
        intents.settle();
        return result;
      } catch (error) {
        intents.settle(error);
        throw error;
      }
    },
    onSuccess: async (result) => {
      await Promise.all(refresh.map((queryKey) => client.invalidateQueries({ queryKey })));
      toast.success(typeof done === 'string' ? done : done(result));
      onDone?.(result);
    },
  });
}
