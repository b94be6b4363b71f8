'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { query } from '#gateway/browser.ts';
import type { Permission } from '#gateway/procedures.ts';
import { useSettled } from '#parts/use-settled.ts';

const pauseMs = 180;
const limit = 5;

/** Orders and products that a text finds, as far as one may see them; nothing below two characters. */
export function useFindings(text: string, permissions: readonly Permission[]) {
  const sought = useSettled(text.trim(), pauseMs);
  const isAsked = sought.length >= 2;
  const orders = useQuery({
    queryKey: ['palette', 'orders', sought],
    queryFn: ({ signal }) => query('admin.orders.list', { query: sought, limit }, signal),
    enabled: isAsked && permissions.includes('orders:read'),
    placeholderData: keepPreviousData,
  });
  const products = useQuery({
    queryKey: ['palette', 'products', sought],
    queryFn: ({ signal }) => query('admin.products.list', { query: sought, limit }, signal),
    enabled: isAsked && permissions.includes('products:read'),
    placeholderData: keepPreviousData,
  });
  const isWaiting = text.trim() !== sought || orders.isFetching || products.isFetching;
  return {
    orders: isAsked ? (orders.data?.items ?? []) : [],
    products: isAsked ? (products.data?.items ?? []) : [],
    isWaiting: isWaiting && text.trim().length >= 2,
    error: orders.error ?? products.error,
  };
}
