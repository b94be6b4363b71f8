export interface FunnelStep {
  readonly name: string;
  readonly count: number;
  /** Of the first step, in whole per cent; null where nobody took that. */
  readonly share: number | null;
}

/**
 * The steps from a cart to a paid order. An order may be paid for in a range and its cart be of the one before, so a share may be above
 * a hundred.
 */
export function funnelSteps({ carts, checkouts, orders }: { carts: number; checkouts: number; orders: number }): FunnelStep[] {
  const step = (name: string, count: number) => ({ name, count, share: carts === 0 ? null : Math.round((count / carts) * 100) });
  return [step('Carts filled', carts), step('Checkouts begun', checkouts), step('Orders paid', orders)];
}
