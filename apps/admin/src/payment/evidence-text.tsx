'use client';

import { Alert } from '@tradewind/ui/alert';
import type { Dispute } from '#gateway/procedures.ts';
import { When } from '#parts/when.tsx';
import { evidenceFields } from './dispute-words.ts';

/** The evidence as it is, where nobody may change it any more. */
export function EvidenceText({ dispute }: { readonly dispute: Dispute }) {
  const { evidence, submittedAt, submitRequestedAt, acceptRequestedAt, closedAt } = dispute;
  const written = evidenceFields.filter(({ name }) => evidence[name]);
  return (
    <>
      {submitRequestedAt && (
        <Alert
          tone={submittedAt ? 'success' : 'info'}
          title={submittedAt ? 'The bank has this evidence' : 'The evidence is on its way to the bank'}
        >
          {submittedAt ? (
            <>
              Submitted <When at={submittedAt} />.
            </>
          ) : (
            'The processor did not answer yet: it is sent again by itself.'
          )}
        </Alert>
      )}
      {acceptRequestedAt && !closedAt && (
        <Alert tone="info" title="The dispute was accepted">
          The processor did not answer yet: it is told again by itself.
        </Alert>
      )}
      {written.length === 0 && <p className="text-muted">Nothing was written.</p>}
      {written.length > 0 && (
        <dl className="grid gap-4">
          {written.map(({ name, label }) => (
            <div key={name}>
              <dt className="text-caption text-muted">{label}</dt>
              <dd className="mt-0.5 whitespace-pre-wrap [overflow-wrap:anywhere]">{evidence[name]}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
