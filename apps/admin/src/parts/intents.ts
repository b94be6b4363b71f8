import { TradewindError } from '@tradewind/contracts/errors';
import { newUuid } from '@tradewind/contracts/ids';

/** Keys for what somebody means to do: the same intent keeps its key over attempts of which nobody knows how they ended. */
export interface Intents {
  /** The idempotency key of sending this input now. */
  keyFor(input: unknown): string;
  /** Tells how the attempt ended. */
  settle(error?: unknown): void;
}

/** Whether an attempt may have taken effect although it failed. */
function isUncertain(error: unknown): boolean {
  return (
    !(error instanceof TradewindError) || ['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'INTERNAL', 'IDEMPOTENCY_IN_FLIGHT'].includes(error.code)
  );
}

export function createIntents(): Intents {
  let open: { readonly input: string; readonly key: string } | null = null;
  return {
    keyFor(input) {
      const text = JSON.stringify(input);
      if (open?.input !== text) open = { input: text, key: newUuid() };
      return open.key;
    },
    settle(error) {
      if (error === undefined || !isUncertain(error)) open = null;
    },
  };
}
