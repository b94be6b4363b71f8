import type { CategoryDefinition } from '../definition.ts';

export const home: CategoryDefinition = {
  slug: 'home',
  name: 'Home and living',
  code: 'HOM',
  gramsPerDollar: 30,
  closings: [
    'Looked over by two pairs of eyes before it leaves us, and taken back for a month if yours see something else.',
    'Each piece differs a little, because hands made it. We think that is a feature.',
    'Packed in card and paper alone, without a crumb of foam, so that nothing is left over but the thing itself.',
  ],
  products: [
    {
      title: 'Alder Dining Chair',
      object: '1fa91',
      price: 15900,
      colours: ['Brown', 'Green', 'Black'],
      sizes: 'sets',
      texts: [
        'A chair for long dinners. The back gives a little, the seat is hollowed by a hand’s breadth, and nobody asks for a cushion.',
        'Solid beech on mortise and tenon, finished with oil. Carries 140 kilograms, and can be stacked by twos.',
      ],
    },
    {
      title: 'Haven Sofa',
      object: '1f6cb-fe0f',
      price: 119900,
      was: 139900,
      colours: ['Blue', 'Green', 'Coral'],
      texts: [
        'Two seats, or one nap. Deep enough for crossed legs, firm enough to get up from.',
        'Frame of spruce, feathers over cold foam, covers that come off with a zip. The reading lamp belongs to it.',
      ],
    },
    {
      title: 'Slumber Bed Frame',
      object: '1f6cf-fe0f',
      price: 69900,
      colours: ['Blue', 'Violet', 'Brown'],
      texts: [
        'A bed without a creak. The slats rest on felt, the sides are locked by wedges, and there is room for boxes underneath.',
        'For mattresses of 160 by 200 centimetres. The headboard is upholstered where heads lean, and nowhere else.',
      ],
    },
    {
      title: 'Filament Bulb Lamp',
      object: '1f4a1',
      price: 4400,
      backdrop: 'Yellow',
      sizes: 'sets',
      texts: [
        'Light like a bulb’s, at a tenth of the current. Warm at full brightness, warmer still when dimmed.',
        'A lamp with a cotton cord and an oversized bulb of LED filaments; 2,200 kelvin, 15,000 hours. For hanging alone or in a row.',
      ],
    },
    {
      title: 'Vesper Candle',
      object: '1f56f-fe0f',
      price: 2800,
      backdrop: 'Coral',
      sizes: 'home',
      texts: [
        'Smells of fig leaf, cedar and a match just blown out. One hour is enough for a room.',
        'Rapeseed wax and a cotton wick in no jar at all: it burns down clean and leaves nothing. About fifty hours.',
      ],
    },
    {
      title: 'Sill Garden Plant',
      object: '1fab4',
      price: 3200,
      backdrop: 'Green',
      sizes: 'home',
      texts: [
        'A plant that forgives. It likes a bright sill, a drink on Sundays, and otherwise to be left alone.',
        'Comes grown, in a pot of terracotta with a saucer. Should it die in its first six months, we send another and ask no questions.',
      ],
    },
    {
      title: 'Attica Vase',
      object: '1f3fa',
      price: 8900,
      colours: ['Brown', 'Blue', 'Green'],
      texts: [
        'An amphora for one branch or twenty tulips. The handles are for looking at; lift it by the belly.',
        'Thrown on the wheel, glazed inside, burnished outside. Thirty-four centimetres high.',
      ],
    },
    {
      title: 'Hillside Framed Print',
      object: '1f5bc-fe0f',
      price: 6900,
      sizes: 'home',
      backdrop: 'Sand',
      texts: [
        'A hill, a sun, a cloud that is about to leave. Printed in seven colours from hand-cut blocks.',
        'On cotton paper behind glass that does not mirror. The frame is oak; hook and nail are taped to its back.',
      ],
    },
    {
      title: 'Daffodil Mirror',
      object: '1fa9e',
      price: 9900,
      colours: ['Yellow', 'Teal', 'Pink'],
      texts: [
        'A mirror that is friendly before eight in the morning. The frame is cast after a flower from the garden behind the workshop.',
        'Silvered glass of five millimetres, edges ground. Hangs upright or lying on one hidden bracket.',
      ],
    },
    {
      title: 'Rooster Alarm Clock',
      object: '23f0',
      price: 3900,
      was: 4500,
      colours: ['Red', 'Blue', 'Green'],
      texts: [
        'Two bells, one hammer, no mercy. It needs no telephone, and nobody scrolls on it.',
        'A quiet sweep movement until the moment counts. The hands glow for as long as a night lasts.',
      ],
    },
    {
      title: 'Market Basket',
      object: '1f9fa',
      price: 4900,
      backdrop: 'Brown',
      sizes: 'home',
      texts: [
        'For bread, for laundry, for a picnic that got out of hand. The handle is wide and does not cut.',
        'Woven of peeled willow on an ash frame. It carries fifteen kilograms and weighs one.',
      ],
    },
    {
      title: 'Barnaby Bear',
      object: '1f9f8',
      price: 3400,
      backdrop: 'Orange',
      sizes: 'home',
      texts: [
        'A bear with a firm paw and a soft belly. He sits by himself, and listens.',
        'Mohair outside, wood wool inside, eyes that no tooth gets off. May be washed by hand, if he agrees.',
      ],
    },
  ],
};
