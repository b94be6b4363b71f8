import { Badge } from '@tradewind/ui/badge';
import type { OrderSummary } from '#gateway/procedures.ts';
import { fulfilmentWords, paymentWords, statusWords, type Words } from './order-words.ts';

type Status = Pick<OrderSummary, 'status' | 'paymentStatus' | 'fulfilmentStatus'>;

/** The three states of an order beside each other. Of one that is given up nobody waits for the fulfilment. */
export function OrderBadges({ status, paymentStatus, fulfilmentStatus }: Status) {
  return (
    <span className="flex flex-wrap gap-1.5">
      <WordsBadge words={statusWords[status]} />
      <WordsBadge words={paymentWords[paymentStatus]} />
      {!(status === 'cancelled' && fulfilmentStatus === 'unfulfilled') && <WordsBadge words={fulfilmentWords[fulfilmentStatus]} />}
    </span>
  );
}

function WordsBadge({ words }: { readonly words: Words }) {
  return <Badge tone={words.tone}>{words.label}</Badge>;
}
