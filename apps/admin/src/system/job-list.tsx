'use client';

import { Breadcrumbs } from '@tradewind/ui/breadcrumbs';
import { CalendarClock } from 'lucide-react';
import Link from 'next/link';
import { useQueryState } from 'nuqs';
import { FilterSelect } from '#parts/filter-select.tsx';
import { ListCard } from '#parts/list-card.tsx';
import { PageHeader } from '#parts/page-header.tsx';
import { AwayAlert } from './away-alert.tsx';
import { JobTable } from './job-table.tsx';
import { jobsOf } from './jobs-of.ts';
import { parseAsMessageService } from './parse-as-message-service.ts';
import { messageServiceNames, systemCrumbs } from './system-words.ts';
import { useOverview } from './use-system.ts';

const empty = {
  icon: <CalendarClock />,
  title: 'No jobs are known',
  text: 'What services do on a schedule, or later than they are asked, appears here once it is known.',
};

/** What services do on a schedule or later, and how it went. */
export function JobList() {
  const [service, setService] = useQueryState('service', parseAsMessageService);
  const overview = useOverview();
  const { items, away } = jobsOf(overview.data?.services ?? [], service);
  return (
    <>
      <Breadcrumbs items={systemCrumbs} current="Jobs" link={Link} />
      <PageHeader title="Jobs">
        What services do on a schedule, or later than they are asked. Those given up are counted for 14 days.
      </PageHeader>
      <search className="mb-4 flex flex-wrap gap-2.5">
        <FilterSelect
          label="Service"
          all="Any service"
          value={service}
          choices={messageServiceNames}
          onChange={(next) => void setService(next)}
        />
      </search>
      <AwayAlert what="How jobs stand" services={away} />
      <ListCard
        what="The jobs"
        query={{ ...overview, data: overview.data && { items } }}
        empty={empty}
        clear={service ? () => void setService(null) : null}
      >
        {(jobs) => <JobTable jobs={jobs} />}
      </ListCard>
    </>
  );
}
