const widths = [320, 640, 1280] as const;

/** The address of a picture in another width; one that is not kept in widths stays as it is. */
export function pictureAt(url: string, width: (typeof widths)[number]): string {
  return url.replace(/-640\.webp$/, `-${width}.webp`);
}

/** The `srcset` of a picture, or nothing when there is one width alone. */
export function pictureSet(url: string): string | undefined {
  if (!url.endsWith('-640.webp')) return undefined;
  return widths.map((width) => `${pictureAt(url, width)} ${width}w`).join(', ');
}
