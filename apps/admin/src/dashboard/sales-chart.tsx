'use client';

import { formatMoney, type Money } from '@tradewind/money';
import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { Dashboard } from '#gateway/procedures.ts';

type Slot = Dashboard['series'][number];

interface SalesChartProps {
  readonly series: readonly Slot[];
  readonly isHourly: boolean;
}

const hour = new Intl.DateTimeFormat('en', { hour: 'numeric' });
// The figures are summed up by days in UTC, so these are told in UTC.
const day = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', timeZone: 'UTC' });

/** Revenue over time: a picture for those who see it, and the same as a table for those who do not. */
export function SalesChart({ series, isHourly }: SalesChartProps) {
  const label = (at: string) => (isHourly ? hour : day).format(new Date(at));
  const now = new Date().toISOString();
  const points = series
    .filter(({ at }) => at <= now)
    .map(({ at, revenue, orders }) => ({ at, revenue, orders, value: revenue.amountMinor }));
  const currency = series[0]?.revenue.currency ?? 'USD';
  return (
    <>
      <div aria-hidden="true" className="h-64 text-caption">
        <ResponsiveContainer width="100%" height="100%">
          <AreaChart data={points} accessibilityLayer={false} margin={{ top: 8, right: 8, bottom: 0, left: 0 }}>
            <defs>
              <linearGradient id="revenue" x1="0" y1="0" x2="0" y2="1">
                <stop offset="0%" stopColor="var(--primary)" stopOpacity={0.28} />
                <stop offset="100%" stopColor="var(--primary)" stopOpacity={0.02} />
              </linearGradient>
            </defs>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="at"
              tickFormatter={label}
              tick={{ fill: 'var(--muted)' }}
              tickLine={false}
              axisLine={false}
              minTickGap={28}
              tickMargin={10}
              height={32}
            />
            <YAxis
              width={72}
              tickFormatter={(value: number) => formatMoney({ amountMinor: Math.round(value), currency }).replace(/\.00$/, '')}
              tick={{ fill: 'var(--muted)' }}
              tickLine={false}
              axisLine={false}
            />
            <Tooltip
              isAnimationActive={false}
              cursor={{ stroke: 'var(--line-strong)' }}
              content={({ active, payload }) => {
                // The cast: what is pointed at is one of the points above.
                const point = payload?.[0]?.payload as Slot | undefined;
                return active && point ? <Tip when={label(point.at)} revenue={point.revenue} orders={point.orders} /> : null;
              }}
            />
            <Area dataKey="value" type="monotone" stroke="var(--primary)" strokeWidth={2} fill="url(#revenue)" isAnimationActive={false} />
          </AreaChart>
        </ResponsiveContainer>
      </div>
      <table className="sr-only">
        <caption>Revenue over time</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Revenue</th>
            <th scope="col">Orders</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.at}>
              <th scope="row">{label(point.at)}</th>
              <td>{formatMoney(point.revenue)}</td>
              <td>{point.orders}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Tip({ when, revenue, orders }: { readonly when: string; readonly revenue: Money; readonly orders: number }) {
  return (
    <div className="rounded-control border border-line bg-surface px-3 py-2 text-ink shadow-float">
      <p className="text-muted">{when}</p>
      <p className="font-semibold text-base tabular-nums">{formatMoney(revenue)}</p>
      <p className="text-muted">
        {orders} {orders === 1 ? 'order' : 'orders'}
      </p>
    </div>
  );
}
