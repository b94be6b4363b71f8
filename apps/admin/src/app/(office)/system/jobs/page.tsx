import type { Metadata } from 'next';
import { ListPage } from '#parts/list-page.tsx';
import { JobList } from '#system/job-list.tsx';

export const metadata: Metadata = { title: 'Jobs' };

export default function JobsPage() {
  return (
    <ListPage>
      <JobList />
    </ListPage>
  );
}
