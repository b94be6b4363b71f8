'use client';

import { cn } from '@tradewind/ui/cn';
import { ImagePlus } from 'lucide-react';
import { type DragEvent, useState } from 'react';

const types = ['image/jpeg', 'image/png', 'image/webp'];

/** Takes pictures by choosing or dropping them. The input itself is the target, so keyboards and screen readers know it. */
export function DropZone({ onFiles }: { readonly onFiles: (files: File[]) => void }) {
  const [isOver, setOver] = useState(false);

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files].filter(({ type }) => types.includes(type)));
  }

  return (
    <label
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn(
        'flex cursor-pointer flex-col items-center gap-1.5 rounded-card border border-line-strong border-dashed px-4 py-6 text-center hover:bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring',
        isOver && 'border-primary bg-primary-soft/40',
      )}
    >
      <ImagePlus aria-hidden className="size-6 text-muted" />
      <span className="font-medium text-[0.9375rem]">Add pictures</span>
      <span className="text-muted text-sm">Choose or drop JPEG, PNG or WebP files up to 8 MB</span>
      <input
        type="file"
        multiple
        accept={types.join(',')}
        className="sr-only"
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          target.value = '';
        }}
      />
    </label>
  );
}
