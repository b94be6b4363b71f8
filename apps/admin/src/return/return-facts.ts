import type { Return } from '#gateway/procedures.ts';

type Item = Return['items'][number];

/** Pieces that are still to come back. */
export function toCome({ quantity, sellable, damaged, waived, released }: Item): number {
  return quantity - sellable - damaged - waived - released;
}

/** Pieces that came back, or need not, and wait for their money or to be sent anew. */
export function toPay({ sellable, damaged, waived, refunded, replaced }: Item): number {
  return sellable + damaged + waived - refunded - replaced;
}

const isOn = ({ status }: Return) => ['approved', 'received', 'refunded', 'replaced'].includes(status);

export function canDecide({ status }: Return): boolean {
  return status === 'requested';
}

/** Whether staff may do without what has not come. */
export function canWaive(found: Return): boolean {
  return (canDecide(found) || isOn(found)) && found.items.some((item) => toCome(item) > 0);
}

export function canReceive(found: Return): boolean {
  return isOn(found) && found.items.some((item) => toCome(item) > 0);
}

export function canPay(found: Return): boolean {
  return found.status === 'received' && found.items.some((item) => toPay(item) > 0);
}

/** Whether closing it would change anything: something is still to come, or to be paid. */
export function canClose(found: Return): boolean {
  return isOn(found) && found.items.some((item) => toCome(item) > 0 || toPay(item) > 0);
}
