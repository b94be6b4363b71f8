'use client';

import { cn } from '@tradewind/ui/cn';
import { Expand } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { Image } from '#gateway/procedures.ts';
import { ProductImage } from './product-image.tsx';

const Zoom = dynamic(() => import('./zoom.tsx').then((module) => module.Zoom), { ssr: false });

interface GalleryProps {
  readonly images: readonly Image[];
  /** The address of the picture of the chosen variant. */
  readonly preferred: string | undefined;
  readonly title: string;
}

/** One large picture and a row of small ones; the large one opens larger still. */
export function Gallery({ images, preferred, title }: GalleryProps) {
  const [chosen, setChosen] = useState<{ url: string; for: string | undefined } | null>(null);
  const [isZoomed, setZoomed] = useState(false);
  // What the reader chose holds until another variant is chosen.
  const url = chosen && chosen.for === preferred ? chosen.url : preferred;
  const image = images.find((each) => each.url === url) ?? images[0] ?? null;
  return (
    <div>
      <button
        type="button"
        aria-label={`Enlarge the picture of ${title}`}
        aria-haspopup="dialog"
        onPointerEnter={() => void import('./zoom.tsx')}
        onClick={() => setZoomed(true)}
        className="group relative block w-full overflow-hidden rounded-panel bg-sunken"
      >
        <ProductImage key={image?.url} image={image} priority sizes="(min-width: 64rem) 42rem, 94vw" className="w-full" />
        <span
          aria-hidden
          className="absolute right-4 bottom-4 grid size-11 place-items-center rounded-full bg-surface/90 text-ink shadow-card"
        >
          <Expand className="size-5" />
        </span>
      </button>
      {images.length > 1 && (
        <ul aria-label="Pictures" className="mt-3 flex gap-3 overflow-x-auto p-1">
          {images.map((each, index) => (
            <li key={each.url}>
              <button
                type="button"
                aria-label={`Show picture ${index + 1} of ${images.length}`}
                aria-pressed={each === image}
                onClick={() => setChosen({ url: each.url, for: preferred })}
                className={cn('block overflow-hidden rounded-control border-2', each === image ? 'border-primary' : 'border-transparent')}
              >
                <ProductImage image={{ ...each, alt: '' }} sizes="80px" className="size-18" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {isZoomed && image && <Zoom image={image} title={title} onClose={() => setZoomed(false)} />}
    </div>
  );
}
