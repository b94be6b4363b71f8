import type { ColourName } from './colours.ts';

/** Sizes that products come in. */
export const sizeRuns = {
  clothes: ['XS', 'S', 'M', 'L', 'XL'],
  shoes: ['7', '8', '9', '10', '11', '12'],
  hands: ['S', 'M', 'L'],
  home: ['Small', 'Medium', 'Large'],
  sets: ['Single', 'Set of 2', 'Set of 4'],
} as const satisfies Record<string, readonly string[]>;

export interface ProductDefinition {
  readonly title: string;
  /** File of its object in fluent-emoji-3d, without the ending. */
  readonly object: string;
  /** US cents. */
  readonly price: number;
  /** What it cost before, US cents. */
  readonly was?: number;
  /** The first is the object as it is drawn, unless it is written `=Name`: then it is coloured as well. */
  readonly colours?: readonly (ColourName | `=${ColourName}`)[];
  readonly sizes?: keyof typeof sizeRuns;
  /** The backdrop, when there are no colours to tell it. */
  readonly backdrop?: ColourName;
  readonly texts: readonly [string, string];
}

export interface CategoryDefinition {
  readonly slug: string;
  readonly name: string;
  /** Begins each SKU. */
  readonly code: string;
  /** What its things weigh with their packing, by what they cost: near enough to price parcels by. */
  readonly gramsPerDollar: number;
  /** Closing paragraphs, one of them for each product. */
  readonly closings: readonly string[];
  readonly products: readonly ProductDefinition[];
}
