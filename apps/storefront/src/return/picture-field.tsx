'use client';

import { Button } from '@tradewind/ui/button';
import { ImagePlus, X } from 'lucide-react';
import { useId } from 'react';
import { maxPictures, type usePictures } from './use-pictures.ts';

/** Up to five pictures of what is wrong. */
export function PictureField({ field }: { readonly field: ReturnType<typeof usePictures> }) {
  const id = useId();
  const { pictures, add, remove, isPending, problem } = field;
  return (
    <fieldset className="grid gap-2" aria-describedby={`${id}-hint`}>
      <legend className="mb-1.5 font-medium text-sm">
        Pictures <span className="font-normal text-muted">(optional)</span>
      </legend>
      {pictures.length > 0 && (
        <ul className="flex flex-wrap gap-3">
          {pictures.map((picture, index) => (
            <li key={picture.id} className="relative">
              <img
                src={`data:image/webp;base64,${picture.picture}`}
                alt={`${index + 1} of yours`}
                className="size-20 rounded-control object-cover"
              />
              <Button
                variant="secondary"
                size="icon-sm"
                className="absolute -top-2 -right-2 size-8 rounded-full"
                aria-label={`Remove picture ${index + 1}`}
                onClick={() => remove(picture)}
              >
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
      {pictures.length < maxPictures && (
        <label className="inline-flex min-h-11 w-fit cursor-pointer items-center gap-2 rounded-control border border-line-strong border-dashed px-4 py-2 text-sm hover:bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring">
          <ImagePlus aria-hidden className="size-5 text-muted" />
          {isPending ? 'Adding…' : 'Add pictures'}
          <input
            type="file"
            multiple
            accept="image/jpeg,image/png,image/webp"
            disabled={isPending}
            className="sr-only"
            onChange={({ target }) => {
              add([...(target.files ?? [])]);
              target.value = '';
            }}
          />
        </label>
      )}
      <p id={`${id}-hint`} className="text-caption text-muted">
        Up to {maxPictures}; they help us with what is damaged or wrong.
      </p>
      {problem && (
        <p role="alert" className="text-caption text-danger">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
