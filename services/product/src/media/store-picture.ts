import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { TradewindError } from '@tradewind/contracts/errors';
import sharp from 'sharp';
import { mediaFile, shownWidth, widths } from './media-url.ts';

const formats = new Set(['jpeg', 'png', 'webp']);
/** A small file may unpack into a huge picture; this is as much as is unpacked. */
const maxPixels = 50_000_000;

interface StoredPicture {
  hash: string;
  /** Of the file that answers name. */
  width: number;
  height: number;
}

function refused(message: string): TradewindError {
  return new TradewindError('INVALID_INPUT', `file: ${message}`, { errors: [{ path: 'file', message }] });
}

async function sizeOf(bytes: Buffer): Promise<{ width: number; height: number }> {
  try {
    const { format, autoOrient } = await sharp(bytes, { limitInputPixels: maxPixels }).metadata();
    if (formats.has(format)) return autoOrient;
  } catch {
    throw refused('is not a picture');
  }
  throw refused('is neither JPEG, PNG nor WebP');
}

/**
 * Keeps a picture as WebP in each width, named by the SHA-256 of what was uploaded; a smaller one is not enlarged. What it was
 * beside its pixels (camera, place, owner) is not kept.
 * @throws INVALID_INPUT naming `file` when it is not a JPEG, PNG or WebP picture that can be decoded
 */
export async function storePicture(mediaDir: string, bytes: Buffer): Promise<StoredPicture> {
  const original = await sizeOf(bytes);
  const hash = createHash('sha256').update(bytes).digest('hex');
  await mkdir(mediaDir, { recursive: true });
  for (const width of widths) await writeWidth({ mediaDir, bytes, hash, width });
  const width = Math.min(shownWidth, original.width);
  return { hash, width, height: Math.max(1, Math.round((original.height * width) / original.width)) };
}

/** Written beside its place and moved there, so that nobody ever reads half of it. */
async function writeWidth(picture: { mediaDir: string; bytes: Buffer; hash: string; width: number }): Promise<void> {
  const path = join(picture.mediaDir, mediaFile(picture.hash, picture.width));
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  if (exists) return;
  const partial = `${path}.${randomUUID()}`;
  try {
    await sharp(picture.bytes, { limitInputPixels: maxPixels })
      .autoOrient()
      .resize({ width: picture.width, withoutEnlargement: true })
      .webp({ quality: 82 })
      .toFile(partial);
  } catch {
    await rm(partial, { force: true });
    throw refused('is a damaged picture');
  }
  await rename(partial, path);
}
