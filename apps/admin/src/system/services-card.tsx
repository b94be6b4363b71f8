'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { Alert } from '@tradewind/ui/alert';
import { Card } from '@tradewind/ui/card';
import type { ServiceState, SystemOverview } from '#gateway/procedures.ts';
import { ListSkeleton } from '#parts/list-skeleton.tsx';
import { LoadError } from '#parts/load-error.tsx';
import { ServicesTable } from './services-table.tsx';
import { listed, serviceNames } from './system-words.ts';

const namesOf = (services: readonly ServiceState[], status: ServiceState['status']) =>
  services.filter((service) => service.status === status).map(({ service }) => serviceNames[service]);

/** Every service, whether it is ready, and what it has still to tell, to hear and to do. */
export function ServicesCard({ overview }: { readonly overview: UseQueryResult<SystemOverview> }) {
  const { data, error, refetch } = overview;
  return (
    <div className="grid gap-3">
      <h2 className="font-semibold text-heading">Services</h2>
      {data && <Troubles services={data.services} />}
      <Card className="overflow-hidden">
        {data ? (
          <ServicesTable services={data.services} />
        ) : error ? (
          <LoadError what="The services" error={error} retry={refetch} />
        ) : (
          <ListSkeleton />
        )}
      </Card>
    </div>
  );
}

function Troubles({ services }: { readonly services: readonly ServiceState[] }) {
  const away = namesOf(services, 'away');
  const lacking = services.filter(({ status }) => status === 'not_ready');
  if (away.length === 0 && lacking.length === 0) return null;
  const lacks = lacking.map(({ service, failing }) => `${serviceNames[service]} lacks ${listed(failing)}`);
  return (
    <Alert
      tone="danger"
      title={away.length > 0 ? `${listed(away)} ${away.length === 1 ? 'gives' : 'give'} no answer` : 'Not everything is ready'}
    >
      {lacks.length > 0 && <p>{listed(lacks)}.</p>}
      <p>Events are kept meanwhile. Look into the logs, and see to it that the processes and what they need are running.</p>
    </Alert>
  );
}
