import { Alert } from '@tradewind/ui/alert';
import type { MessageService } from '#gateway/procedures.ts';
import { listed, messageServiceNames } from './system-words.ts';

interface AwayAlertProps {
  /** "What is parked". */
  readonly what: string;
  readonly services: readonly MessageService[];
}

/** Says whose part of a list is missing; nothing when it is whole. */
export function AwayAlert({ what, services }: AwayAlertProps) {
  if (services.length === 0) return null;
  return (
    <Alert tone="warning" title="This list is not complete" className="mb-4">
      {what} in {listed(services.map((name) => messageServiceNames[name]))} is not known at the moment.
    </Alert>
  );
}
