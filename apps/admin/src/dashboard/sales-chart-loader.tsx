'use client';

import { Skeleton } from '@tradewind/ui/skeleton';
import dynamic from 'next/dynamic';

/** The chart's code is as large as the rest of the page: it comes after the figures. */
export const SalesChart = dynamic(() => import('./sales-chart.tsx').then((module) => module.SalesChart), {
  ssr: false,
  loading: () => <Skeleton className="h-64" />,
});
