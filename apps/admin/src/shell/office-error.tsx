'use client';

import { type PageErrorProps, PageFailure } from '@tradewind/ui/page-failure';

export default function OfficeError(props: PageErrorProps) {
  return (
    <PageFailure {...props} home="Go to the dashboard">
      Nothing was changed. Please try again in a moment.
    </PageFailure>
  );
}
