'use client';

import Link from 'next/link';
import { type ComponentProps, useState } from 'react';

/**
 * A link to another page of the shop. It is fetched ahead when somebody points at it, not when it comes into view: a page
 * full of products would fetch them all, and with them what they preload.
 */
export function ShopLink({ onPointerEnter, ...props }: ComponentProps<typeof Link>) {
  const [isWanted, setWanted] = useState(false);
  return (
    <Link
      {...props}
      prefetch={isWanted ? null : false}
      onPointerEnter={(event) => {
        setWanted(true);
        onPointerEnter?.(event);
      }}
    />
  );
}
