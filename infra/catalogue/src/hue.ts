import sharp from 'sharp';

/** sRGB to linear light (IEC 61966-2-1). */
function linear(channel: number): number {
  const value = channel / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function cube(value: number): number {
  return value > 216 / 24389 ? Math.cbrt(value) : ((24389 / 27) * value + 16) / 116;
}

/** CIE L*a*b* under D65: the two colour axes. */
function labAxes(red: number, green: number, blue: number): { a: number; b: number } {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const x = cube((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = cube(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = cube((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return { a: 500 * (x - y), b: 200 * (y - z) };
}

/** The hue that most of an object has, in degrees of CIE LCh, and how colourful it is on the whole (below 20: a grey one). */
export async function mainHue(object: Buffer): Promise<{ hue: number; chroma: number }> {
  const pixels = await sharp(object).resize(48, 48).ensureAlpha().raw().toBuffer();
  const bins = new Float64Array(36);
  let weight = 0;
  let total = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    const alpha = (pixels[at + 3] ?? 0) / 255;
    const { a, b } = labAxes(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0);
    const chroma = Math.hypot(a, b);
    const bin = Math.floor(((Math.atan2(b, a) * 180) / Math.PI + 360) / 10) % 36;
    bins[bin] = (bins[bin] ?? 0) + chroma * alpha;
    weight += alpha;
    total += chroma * alpha;
  }
  const around = (bin: number) => [-1, 0, 1].reduce((sum, step) => sum + (bins[(bin + step + 36) % 36] ?? 0), 0);
  const best = [...bins.keys()].reduce((top, bin) => (around(bin) > around(top) ? bin : top), 0);
  return { hue: best * 10 + 5, chroma: weight === 0 ? 0 : total / weight };
}
