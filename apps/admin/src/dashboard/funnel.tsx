import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import type { Dashboard } from '#gateway/procedures.ts';
import { funnelSteps } from './funnel-steps.ts';

/** How far shoppers came: each step as a share of the first. */
export function Funnel({ data }: { readonly data: Dashboard }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>From cart to order</CardTitle>
      </CardHeader>
      <CardContent>
        <ol className="grid gap-4">
          {funnelSteps(data).map(({ name, count, share }) => (
            <li key={name} className="grid gap-1.5">
              <div className="flex items-baseline justify-between gap-4">
                <span>{name}</span>
                <span className="tabular-nums">
                  <span className="font-medium">{count.toLocaleString('en')}</span>
                  {share !== null && <span className="ml-2 text-caption text-muted">{share}%</span>}
                </span>
              </div>
              <div aria-hidden className="h-2 overflow-hidden rounded-full bg-sunken">
                <div className="h-full rounded-full bg-primary" style={{ width: `${Math.min(share ?? 0, 100)}%` }} />
              </div>
            </li>
          ))}
        </ol>
      </CardContent>
    </Card>
  );
}
