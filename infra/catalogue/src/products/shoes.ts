import type { CategoryDefinition } from '../definition.ts';

export const shoes: CategoryDefinition = {
  slug: 'shoes',
  name: 'Shoes',
  code: 'SHO',
  gramsPerDollar: 8,
  closings: [
    'True to size. Between two sizes, take the larger one; the first walk decides, and returns are free for thirty days.',
    'Wipe clean with a damp cloth and let dry away from the heater. Spare laces are in the box.',
    'Packed in a single box of recycled card, without plastic. Resoling is offered for as long as the upper holds.',
  ],
  products: [
    {
      title: 'Skylark Running Shoe',
      object: '1f45f',
      price: 12900,
      was: 15900,
      colours: ['Violet', 'Teal', 'Coral'],
      sizes: 'shoes',
      texts: [
        'A light road shoe for the kilometres between five and twenty-one. The foam is soft under the heel and firm under the toes, so the stride rolls instead of slapping.',
        'The knitted upper weighs 38 grams and breathes on hot days. Reflective threads in the heel show up in headlights from a long way off. 236 g in size 9.',
      ],
    },
    {
      title: 'Harrow Derby',
      object: '1f45e',
      price: 14900,
      colours: ['Brown', 'Black'],
      sizes: 'shoes',
      texts: [
        'A plain derby with an open lacing that is kind to a high instep. It goes with a suit on Monday and with denim on Friday.',
        'Vegetable-tanned calf on a storm welt, so a cobbler can put on a new sole in an afternoon. The leather darkens where you bend it, which is the point.',
      ],
    },
    {
      title: 'Fellside Hiking Boot',
      object: '1f97e',
      price: 18900,
      colours: ['Yellow', 'Green', 'Brown'],
      sizes: 'shoes',
      texts: [
        'A boot for wet stone and long descents: stiff enough to stand on an edge, soft enough to walk in from the first day.',
        'Nubuck outside, a waterproof membrane inside, and a lug sole that sheds mud by itself. The tongue is sewn in up to the third hook, so brooks stay outside.',
      ],
    },
    {
      title: 'Parade Knee Boot',
      object: '1f462',
      price: 17900,
      colours: ['Red', 'Blue', 'Green'],
      sizes: 'shoes',
      texts: [
        'A boot that makes a plain coat look planned. The shaft stands by itself, and the heel is high enough to be heard and low enough to run for a tram.',
        'Full-grain leather, lined halfway down, with a hidden zip on the inner side. A rubber half sole is already on.',
      ],
    },
    {
      title: 'Marlene Pump',
      object: '1f460',
      price: 11900,
      colours: ['Red', 'Violet'],
      sizes: 'shoes',
      texts: [
        'The pump for evenings that end on a dance floor. The arch is supported along its whole length, so weight rests on the foot and not on the toes.',
        'Eight centimetres of heel with a steel core. The lining is undyed goatskin, which does not stain stockings.',
      ],
    },
    {
      title: 'Lido Block Sandal',
      object: '1f461',
      price: 8400,
      was: 9900,
      colours: ['Orange', 'Pink'],
      sizes: 'shoes',
      texts: [
        'A summer sandal on a low block heel, steady on cobbles and on gravel paths. Slip it on, close one buckle, go.',
        'The straps are cut from one hide each and folded at the edge, so nothing rubs. The footbed is cork and takes the shape of your foot in about a week.',
      ],
    },
    {
      title: 'Papillon Ballet Flat',
      object: '1f97f',
      price: 6900,
      colours: ['Blue', 'Coral', 'Green'],
      sizes: 'shoes',
      texts: [
        'Folds in half, fits into a handbag, and comes out again looking like a shoe. For the way home, and soon for the way there too.',
        'Glove leather over four millimetres of foam. The sole is split rubber, quiet on parquet and safe on wet tiles.',
      ],
    },
    {
      title: 'Tidewater Flip-Flop',
      object: '1fa74',
      price: 2400,
      colours: ['Blue', 'Pink', 'Green'],
      sizes: 'shoes',
      texts: [
        'Two straps and a sole, done properly. The toe post is woven cotton, which does not chafe when wet with salt water.',
        'Natural rubber that floats, so the sea gives it back. Rinse with fresh water and leave it in the shade.',
      ],
    },
    {
      title: 'Repertoire Dance Slipper',
      object: '1fa70',
      price: 4200,
      colours: ['Pink', 'Violet'],
      sizes: 'shoes',
      texts: [
        'A practice slipper for the barre and the living room. The canvas stretches with the foot and springs back when you point.',
        'Split suede sole, hand-pleated at the toe. Ribbons are sewn on already; the drawstring is elastic, so no knot presses.',
      ],
    },
    {
      title: 'Fen Ice Skate',
      object: '26f8-fe0f',
      price: 15400,
      colours: ['White', 'Blue'],
      sizes: 'shoes',
      texts: [
        'A figure skate for people who skate on lakes and rinks alike. The ankle is stiff, the cuff is soft, and the blade forgives.',
        'Stainless blade, sharpened before it is packed. The lining is fleece that dries overnight; guards for the blades are included.',
      ],
    },
    {
      title: 'Boardwalk Roller Skate',
      object: '1f6fc',
      price: 13900,
      was: 16900,
      colours: ['Pink', 'Blue'],
      sizes: 'shoes',
      texts: [
        'Four wheels, one toe stop, and a boot that laces up to where it matters. Smooth on asphalt, patient on paving stones.',
        'The wheels are 62 millimetres across and soft enough for outdoors; the trucks are aluminium and are adjusted with one key, which comes along.',
      ],
    },
    {
      title: 'Heddle Merino Socks',
      object: '1f9e6',
      price: 1800,
      colours: ['Green', 'Violet', 'Coral'],
      sizes: 'hands',
      texts: [
        'Socks that you forget until you take your shoes off. Terry loops under heel and toe, a flat seam, a cuff that holds without a mark.',
        'Seventy per cent merino, knitted in one piece on an old circular machine. They can be worn twice between washes, whatever your mother says.',
      ],
    },
  ],
};
