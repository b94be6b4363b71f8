/** How an object is given a colour: its main hue is turned to `hue` (degrees in CIE LCh), or it is made grey, darker or lighter. */
export interface Colour {
  /** Absent for greys. */
  readonly hue?: number;
  /** What objects without a colour of their own are tinted with, and what goes with it behind. */
  readonly rgb: readonly [number, number, number];
  readonly brightness: number;
  readonly saturation: number;
}

export const colours = {
  Red: { hue: 32, rgb: [214, 52, 60], brightness: 0.96, saturation: 1.02 },
  Coral: { hue: 45, rgb: [240, 118, 96], brightness: 1.05, saturation: 0.9 },
  Orange: { hue: 62, rgb: [240, 140, 50], brightness: 1.06, saturation: 1 },
  Yellow: { hue: 88, rgb: [244, 200, 66], brightness: 1.45, saturation: 1.15 },
  Green: { hue: 145, rgb: [70, 160, 92], brightness: 0.98, saturation: 0.85 },
  Teal: { hue: 195, rgb: [44, 152, 158], brightness: 1, saturation: 0.8 },
  Blue: { hue: 265, rgb: [56, 118, 214], brightness: 1, saturation: 0.95 },
  Violet: { hue: 305, rgb: [126, 92, 204], brightness: 1, saturation: 0.9 },
  Pink: { hue: 352, rgb: [232, 102, 152], brightness: 1.06, saturation: 0.9 },
  Brown: { hue: 52, rgb: [138, 92, 62], brightness: 0.82, saturation: 0.6 },
  Sand: { hue: 78, rgb: [214, 190, 150], brightness: 1.18, saturation: 0.4 },
  Grey: { rgb: [150, 154, 164], brightness: 1, saturation: 0.06 },
  Black: { rgb: [58, 60, 70], brightness: 0.5, saturation: 0.1 },
  White: { rgb: [232, 232, 238], brightness: 1.35, saturation: 0.06 },
} as const satisfies Record<string, Colour>;

export type ColourName = keyof typeof colours;
