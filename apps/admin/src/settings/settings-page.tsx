'use client';

import { Breadcrumbs } from '@tradewind/ui/breadcrumbs';
import { buttonStyles } from '@tradewind/ui/button';
import { Skeleton } from '@tradewind/ui/skeleton';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Settings } from '#gateway/procedures.ts';
import { LoadError } from '#parts/load-error.tsx';
import { PageHeader } from '#parts/page-header.tsx';
import { When } from '#parts/when.tsx';
import { sectionPages } from './settings-words.ts';
import { useSettings } from './use-settings.ts';

interface SettingsPageProps {
  readonly section: keyof Settings;
  readonly children: (settings: Settings) => ReactNode;
}

/** A part of the settings in each of its states, with the ways to the others. */
export function SettingsPage({ section, children }: SettingsPageProps) {
  const { data: settings, error, refetch } = useSettings();
  const { title, text } = sectionPages[section];
  if (error && !settings) return <LoadError as="h1" what="The settings" error={error} retry={refetch} />;
  return (
    <>
      {section !== 'store' && <Breadcrumbs items={[{ label: 'Settings', href: '/settings' }]} current={title} link={Link} />}
      <PageHeader title={section === 'store' ? 'Settings' : title} actions={<SectionLinks current={section} />}>
        {text}
        {settings && settings[section].version > 1 && (
          <span className="block text-sm">
            Last changed <When at={settings[section].changedAt} />
          </span>
        )}
      </PageHeader>
      {settings ? (
        children(settings)
      ) : (
        <div aria-busy="true" className="grid gap-5">
          <Skeleton className="h-64 rounded-card" />
          <Skeleton className="h-64 rounded-card" />
        </div>
      )}
    </>
  );
}

function SectionLinks({ current }: { readonly current: keyof Settings }) {
  const others = Object.entries(sectionPages).filter(([section]) => section !== current && section !== 'store');
  return (
    <>
      {others.map(([section, { title, href }]) => (
        <Link key={section} href={href} prefetch={false} className={buttonStyles({ variant: 'secondary' })}>
          {title}
        </Link>
      ))}
      <Link href="/settings/changes" prefetch={false} className={buttonStyles({ variant: 'secondary' })}>
        History
      </Link>
    </>
  );
}
