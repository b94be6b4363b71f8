'use client';

import { useMutation } from '@tanstack/react-query';
import { Button } from '@tradewind/ui/button';
import { Field } from '@tradewind/ui/field';
import { Input } from '@tradewind/ui/input';
import { type KeyboardEvent, useEffect, useState } from 'react';
import type { Picture } from '#gateway/procedures.ts';
import { uploadPicture } from './upload-picture.ts';

const maxBytes = 8 * 1024 * 1024;

interface PendingPictureProps {
  readonly file: File;
  /** With the stored picture, or with null when it is not wanted any more. */
  readonly onSettled: (picture: Picture | null) => void;
}

/** A file that was chosen: it is described, and then stored. */
export function PendingPicture({ file, onSettled }: PendingPictureProps) {
  const [alt, setAlt] = useState('');
  const [isTried, setTried] = useState(false);
  const [preview, setPreview] = useState('');
  const upload = useMutation({ mutationFn: () => uploadPicture(file, alt.trim()), onSuccess: onSettled });
  const isTooLarge = file.size > maxBytes;
  useEffect(() => {
    const url = URL.createObjectURL(file);
    setPreview(url);
    return () => URL.revokeObjectURL(url);
  }, [file]);

  function send() {
    setTried(true);
    if (alt.trim() && !isTooLarge && !upload.isPending) upload.mutate();
  }

  /** Enter stores the picture; it must not send the product's form around. */
  function onKey(event: KeyboardEvent) {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    send();
  }

  const problem = isTooLarge
    ? 'The file is larger than 8 MB'
    : isTried && !alt.trim()
      ? 'Describe what is to be seen'
      : upload.error?.message;
  return (
    <div className="flex flex-wrap items-start gap-4 rounded-card border bg-sunken/50 p-4">
      {preview && <img src={preview} alt="" className="size-20 rounded-control object-cover" />}
      <Field label={`Description of ${file.name}`} hint="For those who cannot see it." error={problem} className="min-w-56 flex-1">
        <Input value={alt} maxLength={200} autoComplete="off" onKeyDown={onKey} onChange={({ target }) => setAlt(target.value)} />
      </Field>
      <div className="flex gap-2 self-end">
        <Button variant="secondary" size="sm" onClick={() => onSettled(null)} aria-label={`Discard ${file.name}`}>
          Discard
        </Button>
        <Button size="sm" pending={upload.isPending} onClick={send}>
          Upload picture
        </Button>
      </div>
    </div>
  );
}
