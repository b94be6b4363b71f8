import { cn } from '@tradewind/ui/cn';
import { Image as ImageIcon } from 'lucide-react';
import type { Image } from '#gateway/procedures.ts';
import { pictureSet } from './picture-set.ts';

interface ProductImageProps {
  readonly image: Image | null;
  /** How wide it is shown, for the browser's choice: the `sizes` attribute. */
  readonly sizes: string;
  /** The first picture of a page, which people wait for. */
  readonly priority?: boolean;
  readonly className?: string;
}

/** A picture in the widths that are kept of it: no optimizer and no script. Square, unless a class says otherwise. */
export function ProductImage({ image, sizes, priority = false, className }: ProductImageProps) {
  const frame = cn('aspect-square bg-sunken object-cover', className);
  if (!image) {
    return (
      <div aria-hidden className={cn(frame, 'grid place-items-center text-muted/50')}>
        <ImageIcon className="size-1/4 max-w-14" strokeWidth={1} />
      </div>
    );
  }
  return (
    <img
      src={image.url}
      srcSet={pictureSet(image.url)}
      sizes={sizes}
      alt={image.alt}
      width={image.width}
      height={image.height}
      loading={priority ? 'eager' : 'lazy'}
      fetchPriority={priority ? 'high' : 'auto'}
      decoding={priority ? 'sync' : 'async'}
      className={frame}
    />
  );
}
