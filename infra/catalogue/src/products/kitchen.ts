import type { CategoryDefinition } from '../definition.ts';

export const kitchen: CategoryDefinition = {
  slug: 'kitchen',
  name: 'Kitchen',
  code: 'KIT',
  gramsPerDollar: 20,
  closings: [
    'Goes into the dishwasher and comes out as it went in. Also into the oven, up to 200 degrees.',
    'Packed in straw paper. What breaks on the way is replaced without a photograph of the shards.',
    'Designed to be used daily, and to be handed on. Replacement parts are listed on the back of the receipt.',
  ],
  products: [
    {
      title: 'Rosehip Teapot',
      object: '1fad6',
      price: 4900,
      was: 5900,
      colours: ['Pink', 'Teal', 'Yellow', 'White'],
      texts: [
        'A pot that pours without a drip. The lid stays on to the last cup, held by a small tooth inside.',
        'Stoneware under two coats of glaze, 1.1 litres, with a strainer that hangs in the neck.',
      ],
    },
    {
      title: 'Morning Cup and Saucer',
      object: '2615',
      price: 1900,
      colours: ['White', '=Blue', '=Coral', '=Green'],
      sizes: 'sets',
      texts: [
        'Broad enough for a cappuccino, thick enough to keep it warm. The handle takes two fingers.',
        'Porcelain fired at 1,300 degrees. The saucer has room for the spoon and for one biscuit.',
      ],
    },
    {
      title: 'Skillet No. 24',
      object: '1f373',
      price: 6900,
      backdrop: 'Orange',
      texts: [
        'A pan for eggs in the morning and a steak in the evening. It gets better with every one of both.',
        'Carbon steel, seasoned by us, riveted handle. Twenty-four centimetres, 1.5 kilograms, for induction as well.',
      ],
    },
    {
      title: 'Ladle Serving Spoon',
      object: '1f944',
      price: 1400,
      colours: ['Grey', '=Black'],
      sizes: 'sets',
      texts: [
        'A spoon that reaches the bottom of the pot and the middle of the table.',
        'Forged from one piece of steel, matt on the handle and bright in the bowl. Weighs as much as it should.',
      ],
    },
    {
      title: 'Santoku Chef’s Knife',
      object: '1f52a',
      price: 11900,
      backdrop: 'Blue',
      texts: [
        'A knife that goes through a tomato by its own weight. The blade is tall, so knuckles stay off the board.',
        'Sixty-layer steel around a hard core, an octagonal handle of walnut. We sharpen it once a year, for the postage.',
      ],
    },
    {
      title: 'Bistro Place Setting',
      object: '1f37d-fe0f',
      price: 5400,
      colours: ['White', '=Sand'],
      sizes: 'sets',
      texts: [
        'Plate, knife and fork, as in the place around the corner where they know you.',
        'Hard porcelain with a rim, cutlery in 18/10 steel. Chips are unlikely and replaced.',
      ],
    },
    {
      title: 'Breakfast Bowl',
      object: '1f963',
      price: 2400,
      colours: ['Blue', 'Coral', 'Green'],
      texts: [
        'Deep enough for muesli with too much fruit. The spoon leans on the rim instead of sliding in.',
        'Enamelled steel on a narrow foot that keeps tables cool. A spoon of the same make comes along.',
      ],
    },
    {
      title: 'Sencha Tea Tumbler',
      object: '1f375',
      price: 2200,
      colours: ['White', '=Teal', '=Pink'],
      texts: [
        'Hot inside, cool outside: two walls, with air in between. The thread of the tea bag has a notch of its own.',
        'A quarter of a litre, with a wooden coaster that is also the lid.',
      ],
    },
    {
      title: 'Bordeaux Wine Glass',
      object: '1f377',
      price: 2900,
      was: 3400,
      sizes: 'sets',
      backdrop: 'Violet',
      texts: [
        'A glass with a belly for the wine and a waist for the nose. Thin where lips are, not where accidents happen.',
        'Blown by mouth without a seam, 550 millilitres. It rings in a low A.',
      ],
    },
    {
      title: 'Larch Chopsticks',
      object: '1f962',
      price: 1600,
      colours: ['Red', 'Blue', 'Green'],
      sizes: 'sets',
      texts: [
        'Four-sided above, so they do not roll; round below, so they do not scratch.',
        'Lacquered in seven coats and ground to a fine grip at the tips. Twenty-three centimetres.',
      ],
    },
    {
      title: 'Pantry Storage Jar',
      object: '1fad9',
      price: 1800,
      backdrop: 'Teal',
      sizes: 'sets',
      texts: [
        'For flour, for beans, for what is left of the good coffee. One sees what is in it and how much of it is left.',
        'Borosilicate glass with a lid that seals by a turn. A litre, stackable, with a field to write on.',
      ],
    },
    {
      title: 'Sake Carafe and Cup',
      object: '1f376',
      price: 3900,
      colours: ['White', '=Blue'],
      texts: [
        'A carafe that is warmed in a water bath, and a cup that fits into the palm. For two, if they like each other.',
        'Unglazed outside, a single brush of cobalt around the neck. Also very good for olive oil.',
      ],
    },
  ],
};
