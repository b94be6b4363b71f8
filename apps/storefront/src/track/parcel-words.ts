import type { Tone } from '@tradewind/ui/badge';
import type { Parcel } from '#gateway/procedures.ts';

interface Words {
  readonly label: string;
  readonly tone: Tone;
}

export const parcelWords: Readonly<Record<Parcel['status'], Words>> = {
  shipped: { label: 'Handed to the carrier', tone: 'neutral' },
  in_transit: { label: 'On its way', tone: 'info' },
  out_for_delivery: { label: 'Out for delivery', tone: 'info' },
  delivered: { label: 'Delivered', tone: 'success' },
};
