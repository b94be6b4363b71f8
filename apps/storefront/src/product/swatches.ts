/** The paint of colour names in the catalogue; a name that is missing is shown as text. */
const paints: Readonly<Record<string, string>> = {
  black: '#1c1c1e',
  white: '#fafafa',
  grey: '#8a8f94',
  gray: '#8a8f94',
  graphite: '#3c4147',
  charcoal: '#36393d',
  silver: '#c6cacf',
  red: '#c5352d',
  crimson: '#a3162e',
  coral: '#f07a63',
  rose: '#e08aa0',
  pink: '#ec8fb4',
  orange: '#e57a22',
  amber: '#e2a120',
  yellow: '#eac435',
  gold: '#c9a23c',
  sand: '#d9c7a3',
  cream: '#f3e9d2',
  brown: '#7a5236',
  tan: '#c49a6c',
  green: '#3d8b4f',
  forest: '#245239',
  sage: '#9db59a',
  olive: '#74783a',
  mint: '#9fdcc2',
  teal: '#1f7f7c',
  blue: '#2f66c4',
  navy: '#1d2f57',
  sky: '#7fb8e6',
  indigo: '#4a45a8',
  violet: '#7c53b8',
  purple: '#7a3f98',
  lavender: '#b9a5dd',
};

/** The paint of a colour such as `Forest` or `Sky Blue`, whose first known word counts. */
export function paintOf(color: string): string | undefined {
  return color
    .toLowerCase()
    .split(/[\s/-]+/)
    .map((word) => paints[word])
    .find((paint) => paint !== undefined);
}
