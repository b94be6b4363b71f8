import { createHash } from 'node:crypto';
import { access, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp, { type Sharp } from 'sharp';
import { type Colour, type ColourName, colours } from './colours.ts';
import { mainHue } from './hue.ts';

/** Raised when the drawing changes, so that pictures of an older one are not taken for it. */
const edition = 1;
const side = 640;
const widths = [1280, 640, 320] as const;
const assets = fileURLToPath(new URL('./assets/', import.meta.resolve('@lobehub/fluent-emoji-3d/package.json')));

/** How one picture is taken. */
export interface Shot {
  /** File of the object in fluent-emoji-3d, without the ending. */
  readonly object: string;
  /** What the object is coloured; as it is when absent. */
  readonly colour?: ColourName;
  /** The colour that the backdrop is a breath of. */
  readonly backdrop: ColourName;
  /** Of the picture's side. */
  readonly scale: number;
  /** Degrees, clockwise. */
  readonly angle: number;
}

/** What the picture's files are named by: everything that it is drawn from. */
export function shotHash(shot: Shot): string {
  const { object, colour = null, backdrop, scale, angle } = shot;
  return createHash('sha256')
    .update(JSON.stringify([edition, object, colour, backdrop, scale, angle]))
    .digest('hex');
}

function recolour(object: Sharp, colour: Colour, own: { hue: number; chroma: number }): Sharp {
  const { hue, rgb, brightness, saturation } = colour;
  if (hue === undefined) return object.modulate({ saturation, brightness });
  if (own.chroma < 20) return object.tint({ r: rgb[0], g: rgb[1], b: rgb[2] });
  return object.modulate({ hue: Math.round((hue - own.hue + 360) % 360), saturation, brightness });
}

/** Pixels of a whole picture: red, green, blue. */
type Canvas = Uint8Array;

const backdrops = new Map<ColourName, Canvas>();

/** A light wall that gets darker toward its edges and its floor. Drawn small and stretched: it has no detail. */
async function backdropOf(name: ColourName): Promise<Canvas> {
  const known = backdrops.get(name);
  if (known) return known;
  const { rgb } = colours[name];
  const size = 64;
  const pixels = Buffer.alloc(size * size * 3);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const far = Math.min(1, Math.hypot(x / size - 0.5, y / size - 0.4) / 0.78);
      const floor = y / size > 0.68 ? (y / size - 0.68) * 0.16 : 0;
      const tone = 0.06 + 0.2 * far ** 1.6 + floor;
      for (let channel = 0; channel < 3; channel++) {
        pixels[(y * size + x) * 3 + channel] = Math.round(252 * (1 - tone) + (rgb[channel] ?? 0) * tone);
      }
    }
  }
  const raw = { width: size, height: size, channels: 3 } as const;
  const canvas = await sharp(pixels, { raw }).resize(side, side, { kernel: 'cubic' }).raw().toBuffer();
  backdrops.set(name, canvas);
  return canvas;
}

interface Place {
  readonly left: number;
  readonly top: number;
  readonly size: number;
}

/** Pixels of a side of the shadow, which is drawn small and stretched as well. */
const small = 160;

/** How dark the object's soft shadow is. */
async function shadowOf(object: Uint8Array, place: Place): Promise<Uint8Array> {
  const ratio = small / side;
  const darkness = new Float32Array(small * small);
  const add = (x: number, y: number, value: number) => {
    const [left, top] = [Math.round(x), Math.round(y)];
    if (left < 0 || left >= small || top < 0 || top >= small) return;
    darkness[top * small + left] = (darkness[top * small + left] ?? 0) + value;
  };
  const size = Math.round(place.size * ratio);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const at = (Math.floor(y / ratio) * place.size + Math.floor(x / ratio)) * 4 + 3;
      const alpha = object[at] ?? 0;
      const left = place.left * ratio + x;
      const top = place.top * ratio;
      // The outline pressed flat onto the floor, and the outline itself a little behind the object.
      add(left, top + size * 0.93 + (y - size / 2) * 0.12, alpha * 0.07);
      add(left, top + y + 5, alpha * 0.16);
    }
  }
  const pixels = Uint8Array.from(darkness, (value) => Math.min(110, value));
  const raw = { width: small, height: small, channels: 1 } as const;
  return await sharp(pixels, { raw }).blur(4.2).toColourspace('b-w').raw().toBuffer();
}

/** The object in its colour, turned and enlarged: red, green, blue, alpha. */
async function objectOf(shot: Shot, size: number): Promise<Uint8Array> {
  const plain = await readFile(join(assets, `${shot.object}.webp`));
  const coloured = shot.colour ? recolour(sharp(plain), colours[shot.colour], await mainHue(plain)) : sharp(plain);
  const drawn = await coloured.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const { width, height } = drawn.info;
  const turned = await sharp(drawn.data, { raw: { width, height, channels: 4 } })
    .rotate(shot.angle, { background: '#0000' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return await sharp(turned.data, { raw: { width: turned.info.width, height: turned.info.height, channels: 4 } })
    .resize(size, size, { kernel: 'lanczos3', fit: 'contain', background: '#0000' })
    .raw()
    .toBuffer();
}

const shadowColour = [38, 34, 58] as const;

/** Darkens the canvas by the stretched shadow, each pixel between its four neighbours. */
function layShadow(canvas: Canvas, shadow: Uint8Array): void {
  const ratio = small / side;
  const [red, green, blue] = shadowColour;
  for (let y = 0; y < side; y++) {
    const fy = Math.min(small - 1.001, y * ratio);
    const row = Math.floor(fy) * small;
    const dy = fy - Math.floor(fy);
    for (let x = 0; x < side; x++) {
      const fx = Math.min(small - 1.001, x * ratio);
      const left = Math.floor(fx);
      const at = row + left;
      const [a, b, c, d] = [shadow[at] ?? 0, shadow[at + 1] ?? 0, shadow[at + small] ?? 0, shadow[at + small + 1] ?? 0];
      if (a + b + c + d === 0) {
        // Nothing until the next column of the small shadow.
        x = Math.max(x, Math.ceil((left + 1) / ratio) - 1);
        continue;
      }
      const dx = fx - left;
      const dark = (a * (1 - dx) + b * dx) * (1 - dy) + (c * (1 - dx) + d * dx) * dy;
      blend(canvas, (y * side + x) * 3, { red, green, blue, share: dark / 255 });
    }
  }
}

function layObject(canvas: Canvas, object: Uint8Array, { left, top, size }: Place): void {
  for (let y = 0; y < size; y++) {
    let from = y * size * 4;
    let to = ((top + y) * side + left) * 3;
    for (let x = 0; x < size; x++, from += 4, to += 3) {
      const alpha = object[from + 3] ?? 0;
      if (alpha === 0) continue;
      blend(canvas, to, { red: object[from] ?? 0, green: object[from + 1] ?? 0, blue: object[from + 2] ?? 0, share: alpha / 255 });
    }
  }
}

function blend(canvas: Canvas, at: number, over: { red: number; green: number; blue: number; share: number }): void {
  const stays = 1 - over.share;
  canvas[at] = (canvas[at] ?? 0) * stays + over.red * over.share;
  canvas[at + 1] = (canvas[at + 1] ?? 0) * stays + over.green * over.share;
  canvas[at + 2] = (canvas[at + 2] ?? 0) * stays + over.blue * over.share;
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

/**
 * Takes a picture: an object on a soft backdrop, as WebP in three widths named `<hash>-<width>.webp`. What is there already is
 * left alone.
 * @returns whether anything had to be drawn
 */
export async function takePicture(folder: string, shot: Shot): Promise<boolean> {
  const hash = shotHash(shot);
  const paths = widths.map((width) => ({ width, path: join(folder, `${hash}-${width}.webp`) }));
  if ((await Promise.all(paths.map(({ path }) => exists(path)))).every(Boolean)) return false;
  const size = Math.round(side * shot.scale);
  const place = { left: Math.round((side - size) / 2), top: Math.round((side - size) * 0.47), size };
  const object = await objectOf(shot, size);
  const canvas = new Uint8Array(await backdropOf(shot.backdrop));
  layShadow(canvas, await shadowOf(object, place));
  layObject(canvas, object, place);
  // Drawn at the middle size, which has more than twice the detail of its object already: drawing at the largest takes four times as long.
  const picture = sharp(canvas, { raw: { width: side, height: side, channels: 3 } });
  for (const { width, path } of paths) {
    await picture
      .clone()
      .resize(width, width, { kernel: width > side ? 'linear' : 'lanczos3' })
      .webp({ quality: 80, effort: 0 })
      .toFile(`${path}.partial`);
    await rename(`${path}.partial`, path);
  }
  return true;
}
