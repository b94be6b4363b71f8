import type { Return } from '#gateway/procedures.ts';

type Item = Return['items'][number];

/** Pieces that are still to come back. */
export function toCome({ quantity, sellable, damaged, released }: Item): number {
  return quantity - sellable - damaged - released;
}

/** Pieces that came back and wait for their money. */
export function toPay({ sellable, damaged, refunded }: Item): number {
  return sellable + damaged - refunded;
}

const isOn = ({ status }: Return) => status === 'approved' || status === 'received' || status === 'refunded';

export function canDecide({ status }: Return): boolean {
  return status === 'requested';
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
