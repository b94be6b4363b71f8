/** What a browser paints around the page: `--background` in both modes, as `viewport.themeColor` of Next wants it. */
export const themeColor = [
  { media: '(prefers-color-scheme: light)', color: '#fbf9f4' },
  { media: '(prefers-color-scheme: dark)', color: '#0b1412' },
];
