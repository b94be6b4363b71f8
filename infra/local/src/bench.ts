import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { SetupError } from '@tradewind/backends';
import { bareFastify, type Figure, httpLoad, workers } from './bench/load.ts';
import { openShop, purchase, stockedVariants } from './bench/shoppers.ts';
import { simpleUpdates } from './bench/simple-update.ts';
import { root } from './paths.ts';
import { startPlatform } from './platform.ts';

interface Row extends Figure {
  readonly name: string;
  /** Of the machine's own limit in the same run. */
  readonly ratio: number;
  readonly of: string;
}

async function flashSale(gateway: string): Promise<{ paid: number; soldOut: number; failed: number; seconds: number }> {
  const shop = openShop(gateway);
  const [id = ''] = await stockedVariants(shop, 1, 50);
  const started = performance.now();
  const outcomes = await Promise.allSettled(Array.from({ length: 200 }, () => purchase(shop, id)));
  const count = (wanted: string) => outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value === wanted).length;
  return {
    paid: count('paid'),
    soldOut: count('sold out'),
    failed: outcomes.filter(({ status }) => status === 'rejected').length,
    seconds: (performance.now() - started) / 1_000,
  };
}

async function bench(): Promise<void> {
  console.log('Starting a shop of its own …');
  const platform = await startPlatform({ name: 'bench', offset: 8_000, environment: { RATE_LIMIT_SCALE: '0', LOG_LEVEL: 'warn' } });
  try {
    const { GATEWAY_URL: gateway = '', TRADEWIND_DATA_DIR: folder = '', POSTGRES_PORT: postgresPort } = platform.environment;
    const shop = openShop(gateway);
    const list = (await shop.call('GET', '/products?limit=24')).body.items as { slug: string }[];
    const { database } = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8')) as { database: string };

    const fastify = await bareFastify(34_999);
    const updates = await simpleUpdates(
      `postgres://tradewind_events:${encodeURIComponent(database)}@127.0.0.1:${postgresPort}/tradewind_events`,
    );
    const listed = await httpLoad(`${gateway}/api/v1/products?limit=24`);
    const paged = await httpLoad(`${gateway}/api/v1/products/${list[0]?.slug}`);
    const variants = await stockedVariants(shop, 24, 1_000_000);
    const [one = ''] = variants;
    let next = 0;
    const anyVariant = () => variants[next++ % variants.length] ?? one;
    await workers(16, 3, async () => void (await purchase(shop, anyVariant())));
    const bought = await workers(16, 15, async () => void (await purchase(shop, anyVariant())));
    const hot = await workers(16, 10, async () => void (await purchase(shop, one)));
    const sale = await flashSale(gateway);

    const rows: Row[] = [
      { name: 'product list of 24', ...listed, ratio: listed.rate / fastify.rate, of: 'bare Fastify' },
      { name: 'product page', ...paged, ratio: paged.rate / fastify.rate, of: 'bare Fastify' },
      { name: 'checkout to paid, 16 shoppers', ...bought, ratio: bought.rate / updates.rate, of: 'simple updates' },
      { name: 'the same, all for one variant', ...hot, ratio: hot.rate / updates.rate, of: 'simple updates' },
      { name: 'bare Fastify, 8 KB', ...fastify, ratio: 1, of: '' },
      { name: 'simple updates, 16 clients', ...updates, ratio: 1, of: '' },
    ];
    console.log(
      `\n${'what'.padEnd(32)}${'a second'.padStart(10)}${'p50 ms'.padStart(9)}${'p99 ms'.padStart(9)}${'failed'.padStart(8)}   ratio`,
    );
    for (const { name, rate, p50, p99, failures, ratio, of } of rows) {
      const against = of ? `${ratio.toFixed(4)} of ${of}` : '';
      console.log(
        `${name.padEnd(32)}${rate.toFixed(1).padStart(10)}${p50.toFixed(1).padStart(9)}${p99.toFixed(1).padStart(9)}${String(failures).padStart(8)}   ${against}`,
      );
    }
    console.log(
      `\n200 buyers for 50 units: ${sale.paid} paid, ${sale.soldOut} sold out, ${sale.failed} failed, in ${sale.seconds.toFixed(1)} s`,
    );

    const file = join(root, '.tradewind/bench.json');
    mkdirSync(join(root, '.tradewind'), { recursive: true });
    writeFileSync(
      file,
      JSON.stringify(
        { at: new Date().toISOString(), machine: { cores: cpus().length, model: cpus()[0]?.model, memoryBytes: totalmem() }, rows, sale },
        null,
        2,
      ),
    );
    console.log(`Written to ${file}`);
    if (sale.paid !== 50 || sale.failed !== 0) process.exitCode = 1;
  } finally {
    await platform.stop();
  }
}

try {
  await bench();
} catch (error) {
  console.error(error instanceof SetupError ? error.message : error);
  process.exit(1);
}
