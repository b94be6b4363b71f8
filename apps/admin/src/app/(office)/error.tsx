'use client';

import { PageFailure, type PageFailureProps } from '#shell/page-failure.tsx';

export default function OfficeError(props: PageFailureProps) {
  return <PageFailure {...props} />;
}
