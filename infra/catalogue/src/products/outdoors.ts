import type { CategoryDefinition } from '../definition.ts';

export const outdoors: CategoryDefinition = {
  slug: 'outdoors',
  name: 'Outdoors',
  code: 'OUT',
  gramsPerDollar: 15,
  closings: [
    'Tested for a winter and a summer by people who come back with opinions. What they broke was made stronger.',
    'One per cent of the price goes to the upkeep of trails and shores. Where, is said on our pages.',
    'Can be hired first: the fee is taken off the price when you keep it.',
  ],
  products: [
    {
      title: 'Basecamp Two Tent',
      object: '26fa',
      price: 32900,
      was: 37900,
      colours: ['Green', 'Orange', 'Blue'],
      texts: [
        'A tent for two and their boots. Up in four minutes by daylight, in six by moonlight; we have timed it.',
        'Two doors, two porches, 2.3 kilograms. The flysheet holds back 4,000 millimetres of water, and the floor more.',
      ],
    },
    {
      title: 'True North Compass',
      object: '1f9ed',
      price: 4400,
      backdrop: 'Sand',
      texts: [
        'Needs no signal and no battery. The needle settles in two seconds and stays there.',
        'Liquid-filled brass capsule with a mirror for bearings. The declination is set with the little key on the cord.',
      ],
    },
    {
      title: 'Driftwood Skateboard',
      object: '1f6f9',
      price: 8900,
      colours: ['Violet', 'Red', 'Teal'],
      texts: [
        'Seven plies of maple with a kick at either end. Stiff enough for a drop, alive enough for a long hill.',
        'Eight inches wide, with trucks of 139 millimetres and wheels of 54. Assembled, greased, ready.',
      ],
    },
    {
      title: 'Canal City Bicycle',
      object: '1f6b2',
      price: 74900,
      colours: ['Red', 'Blue', 'Green'],
      sizes: 'home',
      texts: [
        'An upright bicycle for flat towns and short hills. The chain is in a case, the light is always on, the bell is brass.',
        'Chromoly frame, seven gears in the hub, roller brakes that do not mind the rain. Maintenance: now and then some air.',
      ],
    },
    {
      title: 'Commuter Kick Scooter',
      object: '1f6f4',
      price: 12900,
      colours: ['Blue', 'Pink', 'Green'],
      texts: [
        'For the last kilometre between station and desk. It folds in a second and stands by itself in a corner.',
        'Wheels of 200 millimetres that roll over joints and small sins. Deck low to the ground, 4.9 kilograms.',
      ],
    },
    {
      title: 'Court Basketball',
      object: '1f3c0',
      price: 3900,
      backdrop: 'Orange',
      texts: [
        'A ball for playgrounds: deep seams, sticky cover, a bounce that can be trusted on asphalt.',
        'Size 7, of composite leather over a wound carcass. Holds its air for a season.',
      ],
    },
    {
      title: 'Sunday League Football',
      object: '26bd',
      price: 3400,
      colours: ['Blue', 'Red', 'Green'],
      texts: [
        'Thirty-two panels, glued instead of stitched, round in every weather. It flies where it is kicked, which is not always where it was meant to.',
        'Size 5, approved for matches. The bladder keeps its pressure for weeks.',
      ],
    },
    {
      title: 'Baseline Tennis Racket',
      object: '1f3be',
      price: 13900,
      was: 16900,
      colours: ['Pink', 'Blue', 'Green'],
      sizes: 'hands',
      texts: [
        'A frame that helps a little with the serve and does not brag about it. The sweet spot is generous, and the arm says thank you.',
        'Graphite, 285 grams, strung at 24 kilograms. The size is that of the grip.',
      ],
    },
    {
      title: 'Powder Alpine Ski',
      object: '1f3bf',
      price: 44900,
      colours: ['Orange', 'Teal', 'Violet'],
      sizes: 'home',
      texts: [
        'A ski that turns before you have finished thinking of it. Calm on ice, quick in the bumps, playful in what fell last night.',
        'Poplar core, sidewall all around, with bindings and boots matched by us. Sizes go by your height: up to 165, 178 or 190 centimetres.',
      ],
    },
    {
      title: 'Birch Lake Canoe',
      object: '1f6f6',
      price: 109900,
      backdrop: 'Teal',
      texts: [
        'Two seats, one carrying yoke and room for a week. It tracks straight across a lake and still turns in a creek.',
        'Cedar strips under clear glass cloth, 4.8 metres, 26 kilograms. A paddle of ash is included; the second one is your own taste.',
      ],
    },
    {
      title: 'Stargazer Telescope',
      object: '1f52d',
      price: 28900,
      was: 32900,
      backdrop: 'Violet',
      texts: [
        'Shows the rings of Saturn on the first evening, and to the children before bedtime. Point, look, gasp.',
        'Seventy millimetres of achromatic glass, two eyepieces, a tripod that does not tremble. A star map for the year is in the lid.',
      ],
    },
    {
      title: 'Reef Snorkel Set',
      object: '1f93f',
      price: 5400,
      colours: ['Red', 'Blue', 'Green'],
      sizes: 'hands',
      texts: [
        'A mask that fits narrow faces and broad ones, and a snorkel that shuts when a wave comes over.',
        'Tempered glass, a skirt of soft silicone, buckles that are adjusted under water. In a net bag that dries with it.',
      ],
    },
  ],
};
