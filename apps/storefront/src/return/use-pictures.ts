'use client';

import { useMutation } from '@tanstack/react-query';
import { TradewindError } from '@tradewind/contracts/errors';
import { useState } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { Order, Output } from '#gateway/procedures.ts';
import type { OrderAccess } from '#order/use-order.ts';
import { shrinkPicture } from './shrink-picture.ts';

export const maxPictures = 5;

export type Picture = Output<'returns.addPicture'>;

/** Pictures for a return: each is stored as soon as it is chosen. */
export function usePictures({ id, token }: OrderAccess) {
  const [pictures, setPictures] = useState<readonly Picture[]>([]);
  const { mutate: add, ...adding } = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files.slice(0, maxPictures - pictures.length)) {
        const picture = await shrinkPicture(file);
        // The cast: the order was loaded under this id.
        const stored = await mutate('returns.addPicture', { orderId: id as Order['id'], orderToken: token, picture });
        setPictures((before) => [...before, stored]);
      }
    },
  });
  const problem = adding.error instanceof TradewindError ? adding.error.message : 'This is no picture that can be read.';
  return {
    pictures,
    add,
    remove: (gone: Picture) => setPictures((before) => before.filter((picture) => picture !== gone)),
    isPending: adding.isPending,
    problem: adding.error ? problem : undefined,
  };
}
