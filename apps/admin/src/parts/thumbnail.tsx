import { cn } from '@tradewind/ui/cn';
import { ImageOff } from 'lucide-react';
import type { Image } from '#gateway/procedures.ts';

interface ThumbnailProps {
  readonly image: Image | null;
  readonly className?: string;
  /** What is beside it says the same. */
  readonly isDecoration?: boolean;
}

/** A small square picture, in the smallest width that is kept of it. */
export function Thumbnail({ image, className, isDecoration = true }: ThumbnailProps) {
  const frame = cn('size-11 max-w-none shrink-0 rounded-control bg-sunken object-cover', className);
  if (!image) {
    return (
      <span aria-hidden="true" className={cn(frame, 'grid place-items-center text-muted')}>
        <ImageOff className="size-4" />
      </span>
    );
  }
  const src = image.url.replace(/-640\.webp$/, '-320.webp');
  return <img src={src} alt={isDecoration ? '' : image.alt} width={320} height={320} loading="lazy" decoding="async" className={frame} />;
}
