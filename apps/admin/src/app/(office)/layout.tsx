import type { ReactNode } from 'react';
import { Office } from '#shell/office.tsx';

export default function OfficeLayout({ children }: { children: ReactNode }) {
  return <Office>{children}</Office>;
}
