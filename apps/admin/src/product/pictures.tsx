'use client';

import { Button } from '@tradewind/ui/button';
import { ArrowLeft, ArrowRight, Trash2 } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import type { Picture } from '#gateway/procedures.ts';
import { Thumbnail } from '#parts/thumbnail.tsx';
import { DropZone } from './drop-zone.tsx';
import { PendingPicture } from './pending-picture.tsx';

interface PicturesProps {
  readonly pictures: readonly Picture[];
  readonly isReadOnly?: boolean;
  readonly onChange: (change: (last: readonly Picture[]) => readonly Picture[]) => void;
}

interface Pending {
  readonly key: string;
  readonly file: File;
}

/** The pictures of a product in their order, the first one being its face; more come by choosing or dropping files. */
export function Pictures({ pictures, isReadOnly = false, onChange }: PicturesProps) {
  const [pending, setPending] = useState<readonly Pending[]>([]);
  const group = useRef<HTMLDivElement>(null);

  function settle(key: string, picture: Picture | null) {
    setPending((last) => last.filter((entry) => entry.key !== key));
    if (picture) onChange((last) => (last.some(({ id }) => id === picture.id) ? last : [...last, picture]));
    group.current?.focus();
  }

  function move(index: number, by: -1 | 1) {
    onChange((last) => {
      const next = [...last];
      const [picture] = next.splice(index, 1);
      if (picture) next.splice(index + by, 0, picture);
      return next;
    });
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset with its legend would be named twice, by the card's heading too
    <div ref={group} role="group" aria-label="Pictures" tabIndex={-1} className="grid gap-4 outline-none">
      {pictures.length > 0 && (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-3">
          {pictures.map((picture, index) => (
            <li key={picture.id} className="grid content-start gap-1.5">
              <Thumbnail image={picture} isDecoration={false} className="aspect-square h-auto w-full rounded-card" />
              <span className={isReadOnly ? 'hidden' : 'flex justify-center gap-0.5'}>
                <MoveButton
                  label={`Move ${picture.alt} forward`}
                  isOff={index === 0}
                  onMove={() => move(index, -1)}
                  icon={<ArrowLeft aria-hidden />}
                />
                <MoveButton
                  label={`Move ${picture.alt} back`}
                  isOff={index === pictures.length - 1}
                  onMove={() => move(index, 1)}
                  icon={<ArrowRight aria-hidden />}
                />
                <Button
                  variant="ghost"
                  size="icon-sm"
                  aria-label={`Remove ${picture.alt}`}
                  onClick={() => {
                    onChange((last) => last.filter(({ id }) => id !== picture.id));
                    group.current?.focus();
                  }}
                >
                  <Trash2 aria-hidden />
                </Button>
              </span>
            </li>
          ))}
        </ul>
      )}
      {pending.map(({ key, file }) => (
        <PendingPicture key={key} file={file} onSettled={(picture) => settle(key, picture)} />
      ))}
      {!isReadOnly && (
        <DropZone onFiles={(files) => setPending((last) => [...last, ...files.map((file) => ({ key: crypto.randomUUID(), file }))])} />
      )}
    </div>
  );
}

interface MoveButtonProps {
  readonly label: string;
  readonly isOff: boolean;
  readonly onMove: () => void;
  readonly icon: ReactNode;
}

/** Stays where the focus is when it has nothing left to do. */
function MoveButton({ label, isOff, onMove, icon }: MoveButtonProps) {
  return (
    <Button variant="ghost" size="icon-sm" aria-label={label} aria-disabled={isOff || undefined} onClick={() => !isOff && onMove()}>
      {icon}
    </Button>
  );
}
