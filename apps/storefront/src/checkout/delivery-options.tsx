import { Alert } from '@tradewind/ui/alert';
import { Button } from '@tradewind/ui/button';
import { Price } from '@tradewind/ui/price';
import { RadioCard, RadioGroup } from '@tradewind/ui/radio-group';
import { Skeleton } from '@tradewind/ui/skeleton';
import type { Details } from './use-place-order.ts';

interface DeliveryOptionsProps {
  readonly options: readonly Details['option'][];
  readonly chosen: string | undefined;
  readonly isPending: boolean;
  readonly hasFailed: boolean;
  readonly onChoose: (id: string) => void;
  readonly onRetry: () => void;
}

export function DeliveryOptions({ options, chosen, isPending, hasFailed, onChoose, onRetry }: DeliveryOptionsProps) {
  if (isPending) {
    return (
      <div className="grid gap-2.5">
        <Skeleton className="h-18" />
        <Skeleton className="h-18" />
      </div>
    );
  }
  if (hasFailed) {
    return (
      <Alert tone="danger" title="The ways of delivery could not be loaded">
        <Button variant="secondary" size="sm" className="mt-2" onClick={onRetry}>
          Try again
        </Button>
      </Alert>
    );
  }
  return (
    <RadioGroup legend="Way of delivery" hideLegend>
      {options.map(({ id, name, estimate, price }) => (
        <RadioCard
          key={id}
          name="delivery"
          value={id}
          label={name}
          description={estimate}
          trailing={price.amountMinor === 0 ? 'Free' : <Price value={price} />}
          checked={id === chosen}
          onChange={() => onChoose(id)}
        />
      ))}
    </RadioGroup>
  );
}
