import type { product } from '@tradewind/contracts/schemas';

/** The widths that each picture is kept in, pixels. Answers name the middle one; pages swap the number for `srcset`. */
export const widths = [320, 640, 1280] as const;
export const shownWidth = 640;

/** A picture as SQL hands it out: {@link imageJson}. The size is that of the file of {@link shownWidth}. */
export interface ImageRow {
  hash: string;
  alt: string;
  width: number;
  height: number;
}

/** SQL for a row of `media` (by its alias) as an {@link ImageRow}, null when there is none. */
export function imageJson(alias: string): string {
  return `CASE WHEN ${alias}.id IS NOT NULL THEN jsonb_build_object('hash', ${alias}.hash, 'alt', ${alias}.alt, 'width', ${alias}.width, 'height', ${alias}.height) END`;
}

export function mediaFile(hash: string, width: number): string {
  return `${hash}-${width}.webp`;
}

export function toImage(publicApiUrl: string, row: ImageRow): product.Image {
  return { url: `${publicApiUrl}/media/${mediaFile(row.hash, shownWidth)}`, alt: row.alt, width: row.width, height: row.height };
}
