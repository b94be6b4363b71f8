'use client';

import { cn } from '@tradewind/ui/cn';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { Permission } from '#gateway/procedures.ts';
import { isWithin, sectionsFor } from './sections.ts';

interface SectionLinksProps {
  readonly permissions: readonly Permission[];
  readonly onFollow?: () => void;
}

/** The links alone: whoever shows them puts a `nav` around. */
export function SectionLinks({ permissions, onFollow }: SectionLinksProps) {
  const path = usePathname();
  return (
    <ul className="grid gap-1">
      {sectionsFor(permissions).map(({ href, name, icon: Icon }) => {
        const isHere = isWithin(path, href);
        return (
          <li key={href}>
            <Link
              href={href}
              onClick={onFollow}
              aria-current={path === href ? 'page' : isHere ? 'true' : undefined}
              className={cn(
                'flex h-11 items-center gap-3 rounded-control px-3 font-medium text-[0.9375rem] text-muted hover:bg-sunken hover:text-ink',
                isHere && 'bg-primary-soft text-on-primary-soft hover:bg-primary-soft hover:text-on-primary-soft',
              )}
            >
              <Icon aria-hidden className="size-[1.125rem]" />
              {name}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
