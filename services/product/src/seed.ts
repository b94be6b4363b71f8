import { createLogger, openDatabase, readEnv } from '@tradewind/service';
import { z } from 'zod';
import { seedCatalogue } from './seed/seed-catalogue.ts';

const env = readEnv(z.object({ PRODUCT_DATABASE_URL: z.string(), MEDIA_DIR: z.string(), CATALOGUE_DIR: z.string() }));

const log = createLogger({ service: 'product', level: 'info' });
const db = openDatabase({ url: env.PRODUCT_DATABASE_URL, max: 1, application: 'product-seed', log });
try {
  const products = await seedCatalogue({ db, mediaDir: env.MEDIA_DIR }, env.CATALOGUE_DIR);
  log.info({ products }, 'the catalogue is seeded');
} finally {
  await db.close();
}
