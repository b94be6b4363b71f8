import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { demoCatalogue } from './catalogue.ts';
import { takePicture } from './picture.ts';

/** Pictures under way at once: while one waits for libvips, another is composed. */
const parallel = 3;

/**
 * Writes `catalogue.json` and `pictures/<hash>-<width>.webp` into a folder. Pictures that are there already are not taken again.
 * @returns how many were taken
 */
export async function writeCatalogue(folder: string): Promise<{ products: number; pictures: number; taken: number }> {
  const { catalogue, shots } = demoCatalogue();
  const pictures = join(folder, 'pictures');
  await mkdir(pictures, { recursive: true });
  // Many small pictures at once are quicker than each on several threads.
  sharp.concurrency(1);
  const queue = shots.values();
  let taken = 0;
  const work = async () => {
    for (const shot of queue) {
      const drawn = await takePicture(pictures, shot);
      if (drawn) taken += 1;
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  await writeFile(join(folder, 'catalogue.json'), JSON.stringify(catalogue));
  return { products: catalogue.products.length, pictures: shots.length, taken };
}

if (import.meta.main) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) {
    console.error('usage: node infra/catalogue/src/write.ts FOLDER');
    process.exit(1);
  }
  const { products, pictures, taken } = await writeCatalogue(folder);
  console.log(`${products} products, ${pictures} pictures, ${taken} of them taken now`);
}
