import type { CategoryDefinition } from '../definition.ts';

export const music: CategoryDefinition = {
  slug: 'music',
  name: 'Music',
  code: 'MUS',
  gramsPerDollar: 8,
  closings: [
    'Set up and tuned by hand before it leaves us. Should it arrive out of tune, the tuner in the box helps.',
    'Comes in a padded bag. The first lesson, with a teacher near you or on a screen, is on us.',
    'Wood works with the weather: keep it away from radiators, and it will sound better every year.',
  ],
  products: [
    {
      title: 'Comet Electric Guitar',
      object: '1f3b8',
      price: 49900,
      was: 57900,
      colours: ['Red', 'Blue', 'Green'],
      texts: [
        'Three pickups, five positions and a tremolo that comes back to pitch. It twangs, it sings, and with some gain it growls.',
        'Alder body, maple neck, twenty-two frets with rounded ends. 3.4 kilograms on the strap.',
      ],
    },
    {
      title: 'Sonata 61 Keyboard',
      object: '1f3b9',
      price: 34900,
      backdrop: 'Violet',
      texts: [
        'Sixty-one keys that answer to a soft touch and to a hard one. Light enough to take to a friend, good enough to stay there.',
        'Twelve voices that are really used, two headphone sockets, a metronome with manners. Runs on batteries for a busker’s evening.',
      ],
    },
    {
      title: 'Cremona Violin',
      object: '1f3bb',
      price: 39900,
      sizes: 'home',
      backdrop: 'Orange',
      texts: [
        'A student’s violin that a teacher likes to play, too. Warm on the low string, clear on the high one.',
        'Spruce and flamed maple under an oil varnish, with ebony where fingers rub. Bow, rosin and shaped case belong to it.',
      ],
    },
    {
      title: 'Fanfare Trumpet',
      object: '1f3ba',
      price: 42900,
      backdrop: 'Yellow',
      texts: [
        'A trumpet in B flat for the village band and the first solo in it. It speaks easily and stays in tune when it gets loud.',
        'Yellow brass, monel valves, a lead pipe of red brass that does not corrode. A mouthpiece 7C is in the case.',
      ],
    },
    {
      title: 'Blue Hour Saxophone',
      object: '1f3b7',
      price: 89900,
      backdrop: 'Blue',
      texts: [
        'An alto that purrs at low volume, for those with neighbours. The keys lie where fingers fall.',
        'Lacquered brass, leather pads with metal resonators, an engraved bell. Strap, reed and swab come along.',
      ],
    },
    {
      title: 'Parlour Snare Drum',
      object: '1f941',
      price: 17900,
      colours: ['Red', 'Blue'],
      texts: [
        'A snare of six plies of birch with a crisp answer and a short tail. Also happy as a side table, though we did not say so.',
        'Fourteen by six and a half inches, ten lugs, coated heads. Two sticks of hickory are included.',
      ],
    },
    {
      title: 'Holler Banjo',
      object: '1fa95',
      price: 32900,
      backdrop: 'Brown',
      texts: [
        'Five strings, a bright head, and a tone that carries over a whole barn. With the resonator off it is a gentle thing for the porch.',
        'Maple rim, rolled brass tone ring, geared fifth peg. The action is low enough for long evenings.',
      ],
    },
    {
      title: 'Montmartre Accordion',
      object: '1fa97',
      price: 74900,
      was: 82900,
      colours: ['Red', 'Blue', 'Green'],
      texts: [
        'Twenty-six keys, forty-eight basses and a whole street café. Small enough for a ten-year-old, complete enough for a waltz.',
        'Italian reeds, tuned with a slow tremolo. The straps are leather, the corners of the bellows are brass.',
      ],
    },
    {
      title: 'Bamako Djembe',
      object: '1fa98',
      price: 15900,
      sizes: 'home',
      backdrop: 'Sand',
      texts: [
        'Carved out of one piece of lenke wood, with a bass that is felt in the floor. Three strokes are learned in an hour, the rest takes a life.',
        'Goatskin head, tuned by rope. It may be played from the first day, and opens up after a month.',
      ],
    },
    {
      title: 'Willow Recorder',
      object: '1fa88',
      price: 3900,
      colours: ['Orange', 'Green', 'Violet'],
      texts: [
        'The instrument that everybody begins with, made so that one might stay with it. Soft in the low notes, without a squeak in the high ones.',
        'Pear wood, baroque fingering, in three parts with a cleaning rod. Pitch 442.',
      ],
    },
    {
      title: 'Fiesta Maracas',
      object: '1fa87',
      price: 2200,
      backdrop: 'Green',
      texts: [
        'A pair that is heard and never too much. One is tuned a little higher than the other, as it should be.',
        'Turned from beech, filled with seeds, painted by hand. No pair is like another.',
      ],
    },
    {
      title: 'Encore Stage Microphone',
      object: '1f3a4',
      price: 9900,
      colours: ['Grey', '=Red', '=Blue'],
      texts: [
        'A singer’s microphone that takes shouting, dropping and spilled lemonade. What it does not take is feedback.',
        'Dynamic capsule, steel grille, a switch that makes no click. The clip fits every stand.',
      ],
    },
  ],
};
