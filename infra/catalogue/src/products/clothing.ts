import type { CategoryDefinition } from '../definition.ts';

export const clothing: CategoryDefinition = {
  slug: 'clothing',
  name: 'Clothing',
  code: 'CLO',
  gramsPerDollar: 6,
  closings: [
    'Wash at thirty degrees with similar colours and dry on a line. It may be ironed, and rarely needs it.',
    'Cut and sewn in one workshop in northern Portugal. The label says by whom.',
    'A spare button is sewn inside. Repairs are free for two years; send it, and it comes back whole.',
  ],
  products: [
    {
      title: 'Meadow Striped Tee',
      object: '1f455',
      price: 2900,
      colours: ['Green', 'Violet', 'Orange', 'Blue'],
      sizes: 'clothes',
      texts: [
        'A heavy T-shirt with one broad stripe across the chest. It keeps its shape at the collar, which is where most T-shirts give up.',
        'Organic cotton, 220 grams to the square metre, washed before it is cut so that it does not shrink afterwards.',
      ],
    },
    {
      title: 'Quarry Straight Jeans',
      object: '1f456',
      price: 8900,
      was: 10900,
      colours: ['Blue', 'Black'],
      sizes: 'clothes',
      texts: [
        'Straight from hip to hem, neither tight nor wide, as jeans were before they had adjectives. They sit just above the hip bone.',
        'Thirteen-ounce denim from a mill that recycles its water. Copper rivets, chain-stitched hems, and a coin pocket that holds coins.',
      ],
    },
    {
      title: 'Wharf Trench Coat',
      object: '1f9e5',
      price: 24900,
      colours: ['Sand', 'Brown', 'Green'],
      sizes: 'clothes',
      texts: [
        'The coat for weather that cannot decide. Wide enough for a sweater, light enough for an evening in May.',
        'Tightly woven cotton, proofed without fluorine. The storm flap buttons on either side, and the back vent closes.',
      ],
    },
    {
      title: 'Juniper Summer Dress',
      object: '1f457',
      price: 7900,
      colours: ['Blue', 'Red', 'Green'],
      sizes: 'clothes',
      texts: [
        'A dress with a waist, a swing and two pockets. It was drawn for one garden party and has been to many.',
        'Viscose from beech wood, soft and cool on the skin. The straps are adjusted inside where nobody sees it.',
      ],
    },
    {
      title: 'Counsel Shirt and Tie',
      object: '1f454',
      price: 6400,
      colours: ['Blue', 'Teal'],
      sizes: 'clothes',
      texts: [
        'A striped shirt with a tie that belongs to it, for days that begin with a meeting. The collar takes the knot without lifting.',
        'Two-ply poplin that irons in three minutes. The tie is woven silk with a wool lining, and is slipped with one pull.',
      ],
    },
    {
      title: 'Promenade Blouse',
      object: '1f45a',
      price: 4900,
      colours: ['Pink', 'Teal', 'Yellow'],
      sizes: 'clothes',
      texts: [
        'A short-sleeved blouse with a deep neckline that stays where it is. Tuck it in or let it fall over the waistband.',
        'A jersey with a dry hand that travels well: roll it up, shake it out, wear it.',
      ],
    },
    {
      title: 'Shoreline Swim Shorts',
      object: '1fa73',
      price: 3900,
      was: 4900,
      colours: ['Green', 'Blue', 'Coral'],
      sizes: 'clothes',
      texts: [
        'Shorts for swimming, and for the bar next to it. They end above the knee and dry while you read the menu.',
        'Made of nylon that was a fishing net before. A mesh brief inside, one zipped pocket with a drain hole outside.',
      ],
    },
    {
      title: 'Hanami Cotton Robe',
      object: '1f458',
      price: 9400,
      colours: ['Blue', 'Violet'],
      sizes: 'clothes',
      texts: [
        'A robe with wide sleeves after the Japanese yukata, for the hour between bath and breakfast.',
        'Slub cotton with a hand-printed blossom, closed by a sash that is long enough to tie twice. Every print is a little different.',
      ],
    },
    {
      title: 'Laguna Swimsuit',
      object: '1fa71',
      price: 6900,
      colours: ['Pink', 'Blue', 'Green'],
      sizes: 'clothes',
      texts: [
        'A swimsuit that is made for lengths, not only for the deck chair. The straps are set close, so that shoulders can turn.',
        'The fabric resists chlorine for two hundred hours and the sun for longer. Fully lined, no pads, no wires.',
      ],
    },
    {
      title: 'Bramble Knit Gloves',
      object: '1f9e4',
      price: 2600,
      colours: ['Violet', 'Red', 'Teal'],
      sizes: 'hands',
      texts: [
        'Gloves with a long cuff that goes under the sleeve, where the wind usually comes in.',
        'Lambswool with a little silk, knitted without side seams. Thumb and forefinger work on a telephone.',
      ],
    },
    {
      title: 'Caravan Wool Scarf',
      object: '1f9e3',
      price: 4400,
      colours: ['Red', 'Blue', 'Green', 'Brown'],
      texts: [
        'Two metres of scarf: once around with both ends in front, or twice around with none. It is as wide as a hand is long.',
        'Spun, dyed and woven in the Scottish Borders from wool that does not itch. The fringes are twisted by hand.',
      ],
    },
    {
      title: 'Foundry Dojo Jacket',
      object: '1f94b',
      price: 5900,
      colours: ['White', 'Blue'],
      sizes: 'clothes',
      texts: [
        'A training jacket that can be grabbed and thrown. The lapel is quilted in six rows and keeps its edge.',
        'Pearl-weave cotton, preshrunk, with reinforced shoulders and vents at the hip. The belt is sold with it.',
      ],
    },
  ],
};
