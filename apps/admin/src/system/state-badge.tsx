import { Badge } from '@tradewind/ui/badge';
import type { DeadLetter } from '#gateway/procedures.ts';
import { stateWords } from './system-words.ts';

export function StateBadge({ state }: { readonly state: DeadLetter['state'] }) {
  return <Badge tone={stateWords[state].tone}>{stateWords[state].label}</Badge>;
}
