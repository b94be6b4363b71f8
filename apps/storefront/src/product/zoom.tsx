'use client';

import { Dialog, DialogContent } from '@tradewind/ui/dialog';
import type { Image } from '#gateway/procedures.ts';
import { pictureAt } from './picture-set.ts';

interface ZoomProps {
  readonly image: Image;
  readonly title: string;
  readonly onClose: () => void;
}

export function Zoom({ image, title, onClose }: ZoomProps) {
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title={title} className="max-w-[min(56rem,calc(100dvh-6rem))]">
        <img
          src={pictureAt(image.url, 1280)}
          alt={image.alt}
          width={1280}
          height={1280}
          className="aspect-square w-full rounded-card bg-sunken object-contain"
        />
      </DialogContent>
    </Dialog>
  );
}
