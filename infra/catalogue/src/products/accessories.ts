import type { CategoryDefinition } from '../definition.ts';

export const accessories: CategoryDefinition = {
  slug: 'accessories',
  name: 'Accessories',
  code: 'ACC',
  gramsPerDollar: 5,
  closings: [
    'Comes in a cotton pouch that is worth keeping. Two years of guarantee, longer if you ask nicely.',
    'Looks better after a year than in the shop. A soft brush and patience are all the care it asks for.',
    'Wrapped as a gift on request at the checkout, at no cost and without glitter.',
  ],
  products: [
    {
      title: 'Regatta Cap',
      object: '1f9e2',
      price: 2800,
      colours: ['Blue', 'Coral', 'Green', 'Black'],
      texts: [
        'A cap with a brim that bends and stays bent. Six panels, one button, nothing written on it.',
        'Washed twill with a sweatband of terry cloth. The strap behind is metal, so it outlives the summer.',
      ],
    },
    {
      title: 'Belvedere Straw Hat',
      object: '1f452',
      price: 5400,
      was: 6400,
      colours: ['Sand', 'Blue'],
      sizes: 'hands',
      texts: [
        'Shade that can be carried. The brim is wide enough for nose and neck and still fits through a car door.',
        'Plaited from wheat straw by a family in Tuscany that does nothing else. The ribbon comes off and can be swapped.',
      ],
    },
    {
      title: 'Impresario Top Hat',
      object: '1f3a9',
      price: 12900,
      backdrop: 'Red',
      sizes: 'hands',
      texts: [
        'For weddings, for magic, for chimney sweeps. Thirteen centimetres high, which is exactly as high as it should be.',
        'Wool felt stiffened with shellac, a satin band and a silk lining. It comes in a proper hat box.',
      ],
    },
    {
      title: 'Ferrara Handbag',
      object: '1f45c',
      price: 19900,
      colours: ['Brown', 'Green', 'Black'],
      texts: [
        'A handbag that opens wide and lets one see to the bottom. It stands by itself on the floor of a café.',
        'Two tones of saddle leather, brass feet, and an inner pocket for what must not get lost. The handles fall to the side.',
      ],
    },
    {
      title: 'Bonbon Coin Purse',
      object: '1f45b',
      price: 3400,
      colours: ['Red', 'Violet', 'Teal'],
      texts: [
        'A purse that snaps shut with the sound that purses used to make. Coins, keys, a lipstick, an emergency sweet.',
        'Lined with cotton, closed by a frame of solid brass. Small enough for an evening bag.',
      ],
    },
    {
      title: 'Soirée Clutch',
      object: '1f45d',
      price: 5900,
      colours: ['Pink', 'Blue', 'Yellow'],
      texts: [
        'As much bag as an evening needs. It holds a telephone, two cards and one secret.',
        'Quilted satin over a firm shell, a zip with a tassel that is easily found in the dark.',
      ],
    },
    {
      title: 'Campus Backpack',
      object: '1f392',
      price: 7900,
      was: 9900,
      colours: ['Red', 'Blue', 'Green', 'Black'],
      texts: [
        'Twenty-two litres for a laptop, a lunch and a jacket that was not needed after all. Straps that are wide where they carry.',
        'Woven from recycled bottles and proofed against a shower. The front pocket opens flat, with places for pens, cables and a ticket.',
      ],
    },
    {
      title: 'Chancery Briefcase',
      object: '1f4bc',
      price: 22900,
      colours: ['Brown', 'Black', 'Red'],
      texts: [
        'A briefcase with one lock and three compartments: today, tomorrow, and what can wait.',
        'Bridle leather, cut four millimetres thick and stitched by hand at the corners. It carries a fifteen-inch computer without bulging.',
      ],
    },
    {
      title: 'Riviera Sunglasses',
      object: '1f576-fe0f',
      price: 9900,
      colours: ['Black', '=Blue', '=Red'],
      texts: [
        'Dark glasses for light places. The frame sits on the nose and not on the cheeks, so one can laugh in them.',
        'Mineral lenses of category three, polarised, in a frame of cotton acetate. The hinges have five barrels.',
      ],
    },
    {
      title: 'Reading Room Glasses',
      object: '1f453',
      price: 4900,
      colours: ['Blue', 'Coral', 'Green'],
      texts: [
        'Reading glasses that one does not hide. With a little tint against the glare of a screen.',
        'Spring hinges, a frame of 18 grams, and lenses without distortion to the edge. Plus 1.5; other strengths can be fitted by any optician.',
      ],
    },
    {
      title: 'Meridian Watch',
      object: '231a',
      price: 15900,
      colours: ['Blue', 'Green', 'Red'],
      texts: [
        'Hours, minutes, and nothing that needs charging. The hands are broad enough to read without glasses.',
        'A Japanese quartz movement behind sapphire glass, good for ten atmospheres. The band is changed without a tool.',
      ],
    },
    {
      title: 'Drizzle Umbrella',
      object: '1f302',
      price: 3900,
      colours: ['Violet', 'Teal', 'Red'],
      texts: [
        'An umbrella that turns inside out and back again, and takes no offence. Opens with one hand, closes with one hand.',
        'Eight ribs of glass fibre, a handle of cherry wood, and a canopy of one metre. It fits beside a bottle in a bag.',
      ],
    },
  ],
};
