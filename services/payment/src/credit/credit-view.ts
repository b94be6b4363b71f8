import type { credit as schemas } from '@tradewind/contracts/schemas';
import { type Currency, money } from '@tradewind/money';
import type { CreditRow, MovementRow } from './credit-store.ts';

/** An account as staff see it. */
export function toCredit({ balance, held, currency, expiresAt, disabledAt, createdAt, ...row }: CreditRow): schemas.CreditAccount {
  return {
    ...row,
    balance: money(balance, currency),
    held: money(held, currency),
    expiresAt: expiresAt?.toISOString() ?? null,
    disabledAt: disabledAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

/** A movement as its customer sees it: why staff did it is for staff. */
export function toOwnMovement({ at, type, amount, orderId }: MovementRow, currency: Currency): schemas.OwnMovement {
  return { at: at.toISOString(), type, amount: money(amount, currency), orderId };
}

export function toMovement({ at, amount, ...row }: MovementRow, currency: Currency): schemas.CreditMovement {
  return { ...row, at: at.toISOString(), amount: money(amount, currency) };
}
