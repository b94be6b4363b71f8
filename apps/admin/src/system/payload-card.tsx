import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import type { DeadLetterDetail } from '#gateway/procedures.ts';
import { EventText } from './event-text.tsx';

export function PayloadCard({ letter }: { readonly letter: DeadLetterDetail }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>The event as it came</CardTitle>
      </CardHeader>
      <CardContent>
        <EventText label="Payload" event={letter.event} />
      </CardContent>
    </Card>
  );
}
