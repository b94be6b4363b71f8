import type { CategoryDefinition } from '../definition.ts';

export const electronics: CategoryDefinition = {
  slug: 'electronics',
  name: 'Electronics',
  code: 'ELE',
  gramsPerDollar: 3,
  closings: [
    'USB-C, as everything should be. The battery can be replaced with one screwdriver, and spare ones are sold for ten years.',
    'No account, no app, no cloud. The manual has four pages, and three of them are pictures.',
    'Two years of guarantee by us, not by somebody far away. The carton is also the one for sending it back.',
  ],
  products: [
    {
      title: 'Nocturne Headphones',
      object: '1f3a7',
      price: 19900,
      was: 24900,
      colours: ['White', '=Blue', '=Black', '=Coral'],
      texts: [
        'Closed headphones that let the tram go by unheard. Voices come through when you lay a hand on the left shell.',
        'Forty-millimetre drivers, thirty-five hours to a charge, and cushions that are held by magnets. Folded they are as flat as a paperback.',
      ],
    },
    {
      title: 'Broadcast Microphone',
      object: '1f399-fe0f',
      price: 14900,
      colours: ['Grey', '=Black'],
      texts: [
        'A microphone that makes the kitchen table sound like a studio. It hears what is in front of it and forgives what is behind.',
        'Large capsule, heart-shaped pattern, a dial for gain and a switch that really cuts. Works as soon as it is plugged in.',
      ],
    },
    {
      title: 'Wayfarer Radio',
      object: '1f4fb',
      price: 8900,
      colours: ['Grey', '=Red', '=Teal'],
      texts: [
        'A kitchen radio with one knob for loud and one for where. It remembers six stations and forgets none in a power cut.',
        'FM, DAB+ and Bluetooth behind a cloth front. The aerial folds into the handle.',
      ],
    },
    {
      title: 'Arles Rangefinder Camera',
      object: '1f4f7',
      price: 64900,
      colours: ['Grey', '=Black'],
      texts: [
        'A camera with dials for what matters. Turn, look, press: the screen can stay folded away all day.',
        'Twenty-six megapixels, a bright finder, and a fixed 35-millimetre lens that opens to f/2. The shutter is quiet enough for a chapel.',
      ],
    },
    {
      title: 'Matinee Cine Camera',
      object: '1f3a5',
      price: 89900,
      backdrop: 'Violet',
      texts: [
        'A film camera in the shape that everybody draws. It shoots on memory cards and looks like cinema all the same.',
        '6K from an S35 sensor, thirteen stops, and a mount that takes the old lenses. Cooled without a fan that could be heard.',
      ],
    },
    {
      title: 'Handheld Camcorder',
      object: '1f4f9',
      price: 42900,
      was: 49900,
      backdrop: 'Grey',
      texts: [
        'For school plays, for harbour tours, for the first steps. One button, twenty times zoom, a picture that does not shake.',
        'Records in 4K to two cards at once, so that no first step is lost. The screen turns to face you.',
      ],
    },
    {
      title: 'Folio 14 Laptop',
      object: '1f4bb',
      price: 129900,
      colours: ['Grey', '=Black'],
      texts: [
        'A computer of 1.2 kilograms that lasts from breakfast to the night train. The keys travel far enough to be heard and not far enough to annoy.',
        'Fourteen-inch matt display, 32 GB of memory, a disk of one terabyte. Keyboard, battery and ports are changed in minutes.',
      ],
    },
    {
      title: 'Atelier 27 Display',
      object: '1f5a5-fe0f',
      price: 54900,
      backdrop: 'Blue',
      texts: [
        'A screen that shows what the printer will print. It turns upright for long texts and comes down to the desk for drawing.',
        'Twenty-seven inches, 4K, calibrated before it is packed; the protocol lies in the box. One cable brings picture and power.',
      ],
    },
    {
      title: 'Tactile Keyboard',
      object: '2328-fe0f',
      price: 11900,
      colours: ['White', '=Coral', '=Black'],
      texts: [
        'A low keyboard with real switches under every key. Typing on it is a little like walking on good gravel.',
        'Seventy-eight keys, hot-swappable, with a frame of aluminium. Connects to three machines and to a cable.',
      ],
    },
    {
      title: 'Pebble Mouse',
      object: '1f5b1-fe0f',
      price: 4900,
      colours: ['White', '=Pink', '=Teal', '=Black'],
      texts: [
        'A mouse without a single edge. The wheel spins freely when pushed hard and clicks when turned gently.',
        'Works on glass, on linen and on a knee. A minute of charging gives a day of work.',
      ],
    },
    {
      title: 'Arcade Pro Controller',
      object: '1f3ae',
      price: 6900,
      colours: ['Violet', 'Teal', 'Red'],
      texts: [
        'A controller for long evenings. The sticks are read by magnets, so they do not begin to wander after a year.',
        'Four paddles behind, rumble that can be felt in two places, twenty hours of play. For PC, console and telephone.',
      ],
    },
    {
      title: 'Lantern Torch',
      object: '1f526',
      price: 3400,
      colours: ['Grey', '=Yellow', '=Red'],
      texts: [
        'A torch for the cellar, the tent and the fuse box. A turn of the head goes from a wide glow to a narrow beam.',
        '900 lumens at the most, three for reading. It survives a fall from the ladder and half an hour in the lake.',
      ],
    },
  ],
};
