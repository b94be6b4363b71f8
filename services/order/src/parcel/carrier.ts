import { TradewindError } from '@tradewind/contracts/errors';
import { takeStep } from '@tradewind/service';
import { z } from 'zod';

/** Milliseconds that a label may take. */
const timeoutMs = 5_000;

const label = z.object({ carrier: z.string().min(1).max(60), trackingNumber: z.string().min(1).max(100) });

export type Label = z.infer<typeof label>;

/** The carrier that is connected. */
export interface Carrier {
  /**
   * Has a label made. The same reference again is the same label; one that is never used costs nothing.
   * @throws UNAVAILABLE when the carrier does not answer as it should
   */
  label(reference: string): Promise<Label>;
}

function away(): TradewindError {
  return new TradewindError('UNAVAILABLE', 'The carrier makes no labels right now. Try again, or type in a number of your own.');
}

/** @param options.url the carrier's address, without a slash at the end */
export function createCarrier({ url, apiKey }: { url: string; apiKey: string }): Carrier {
  return {
    label: (reference) =>
      takeStep({ kind: 'ask', names: ['POST /carrier/labels'] }, async () => {
        const answer = await fetch(`${url}/labels`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
          body: JSON.stringify({ reference }),
          signal: AbortSignal.timeout(timeoutMs),
        }).catch(() => undefined);
        const made = label.safeParse(answer?.ok ? await answer.json().catch(() => undefined) : undefined);
        if (!made.success) throw away();
        return made.data;
      }),
  };
}
