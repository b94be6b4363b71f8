'use client';

import { Button } from '@tradewind/ui/button';
import { FormProblem } from '@tradewind/ui/form-problem';
import { FileText, Image, Trash2 } from 'lucide-react';
import { mutate } from '#gateway/browser.ts';
import type { Dispute, DisputeFile, Input } from '#gateway/procedures.ts';
import { refusalOf } from '#parts/field-errors.ts';
import { focusTitle } from '#parts/page-header.tsx';
import { useAction } from '#parts/use-action.ts';
import { AddFile } from './add-file.tsx';
import { fileKindWords } from './dispute-words.ts';
import { disputeKeys } from './use-disputes.ts';

/** The files of the evidence, one of each kind. */
export function EvidenceFiles({ dispute, isOpen }: { readonly dispute: Dispute; readonly isOpen: boolean }) {
  const remove = useAction({
    send: (input: Input<'admin.disputes.removeFile'>) => mutate('admin.disputes.removeFile', input),
    done: 'The file is taken out',
    refresh: disputeKeys,
    // The button that had the focus is gone.
    onDone: focusTitle,
  });
  return (
    <section aria-labelledby="evidence-files" className="grid gap-4">
      <h3 id="evidence-files" className="font-medium text-[0.9375rem]">
        Files
      </h3>
      <FormProblem title="It was not taken out" text={refusalOf(remove.error, () => false).rest} />
      {dispute.files.length === 0 && <p className="text-muted text-sm">No files yet.</p>}
      {dispute.files.length > 0 && (
        <ul className="grid gap-2">
          {dispute.files.map((file) => (
            <li key={file.id} className="flex items-center gap-3 rounded-control border border-line px-3 py-2">
              <FileIcon file={file} />
              <span className="min-w-0 flex-1">
                <span className="block font-medium text-sm">{fileKindWords[file.kind]}</span>
                <span className="block text-muted text-sm [overflow-wrap:anywhere]">
                  {file.name}, {Math.max(1, Math.round(file.size / 1024))} KB
                </span>
              </span>
              {isOpen && (
                <Button
                  variant="ghost"
                  size="sm"
                  aria-label={`Take out: ${fileKindWords[file.kind]}`}
                  pending={remove.isPending && remove.variables.fileId === file.id}
                  onClick={() => remove.mutate({ disputeId: dispute.id, fileId: file.id })}
                >
                  <Trash2 aria-hidden />
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {isOpen && <AddFile dispute={dispute} />}
    </section>
  );
}

function FileIcon({ file }: { readonly file: DisputeFile }) {
  const Icon = file.mediaType === 'application/pdf' ? FileText : Image;
  return <Icon aria-hidden className="size-5 shrink-0 text-muted" />;
}
