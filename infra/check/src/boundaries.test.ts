import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { boundaryViolations } from './boundaries.ts';

const trees: string[] = [];

/** A small house with the rooms that a case needs; each planted file is a path and its text. */
function plant(files: Record<string, string>): string {
  const tree = mkdtempSync(join(tmpdir(), 'tradewind-boundaries-'));
  trees.push(tree);
  const all: Record<string, string> = {
    'apps/admin/src/page.ts': 'export {};',
    'infra/local/src/up.ts': 'export {};',
    'packages/money/src/index.ts': 'export const one = 1;',
    'packages/service/src/steps.ts': 'export const standAround = 1;',
    'packages/testing/src/index.ts': 'export const backend = 1;',
    'services/order/src/main.ts': 'export {};',
    'services/product/src/contract.ts': 'export type ProductRouter = 1; export const leak = 1;',
    'services/product/src/product/list.ts': 'export const list = 1;',
    'services/gateway/src/contract.ts': 'export type GatewayRouter = 1;',
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
  for (const library of ['bullmq', 'kafkajs', '@trpc/server']) {
    mkdirSync(join(tree, 'node_modules', library), { recursive: true });
    writeFileSync(join(tree, 'node_modules', library, 'index.js'), '');
    writeFileSync(join(tree, 'node_modules', library, 'package.json'), JSON.stringify({ name: library, main: 'index.js' }));
  }
  mkdirSync(join(tree, 'node_modules/@tradewind'), { recursive: true });
  symlinkSync(join(tree, 'services/product'), join(tree, 'node_modules/@tradewind/product'));
  writeFileSync(
    join(tree, 'services/product/package.json'),
    JSON.stringify({ name: '@tradewind/product', exports: { './contract': './src/contract.ts' } }),
  );
  return tree;
}

afterEach(() => {
  for (const tree of trees.splice(0)) rmSync(tree, { recursive: true, force: true });
});

describe('import boundaries', () => {
  it('hold in this repository', async () => {
    expect(await boundaryViolations()).toBe('');
  });

  it('let through what is allowed', async () => {
    const tree = plant({
      'services/order/src/cart/add.ts': "import type { ProductRouter } from '@tradewind/product/contract';\nexport type P = ProductRouter;",
      'packages/client/src/index.ts':
        "import type { GatewayRouter } from '../../../services/gateway/src/contract.ts';\nexport type G = GatewayRouter;",
    });
    expect(await boundaryViolations(tree)).toBe('');
  });

  const planted: [rule: string, path: string, text: string][] = [
    [
      'packages-stand-alone',
      'packages/money/src/bad.ts',
      "import { list } from '../../../services/product/src/product/list.ts';\nexport const x = list;",
    ],
    [
      'packages-know-one-contract',
      'packages/money/src/bad.ts',
      "import type { ProductRouter } from '@tradewind/product/contract';\nexport type X = ProductRouter;",
    ],
    ['services-meet-by-type', 'services/order/src/bad.ts', "import { leak } from '@tradewind/product/contract';\nexport const x = leak;"],
    [
      'services-name-contracts-only',
      'services/order/src/bad.ts',
      "import type { list } from '../../product/src/product/list.ts';\nexport type X = typeof list;",
    ],
    ['services-below-apps-and-infra', 'services/order/src/bad.ts', "import '../../../infra/local/src/up.ts';"],
    [
      'apps-use-the-client',
      'apps/admin/src/bad.ts',
      "import { list } from '../../../services/product/src/product/list.ts';\nexport const x = list;",
    ],
    [
      'apps-take-the-gateway-type',
      'apps/admin/src/bad.ts',
      "import { list } from '../../../services/product/src/product/list.ts';\nexport const x = list;",
    ],
    [
      'client-takes-the-gateway-type',
      'packages/client/src/bad.ts',
      "import type { ProductRouter } from '@tradewind/product/contract';\nexport type X = ProductRouter;",
    ],
    [
      'infra-runs-processes',
      'infra/local/src/bad.ts',
      "import { list } from '../../../services/product/src/product/list.ts';\nexport const x = list;",
    ],
    ['language-is-isomorphic', 'packages/money/src/bad.ts', "import { join } from 'node:path';\nexport const x = join;"],
    ['verbs-know-no-transport', 'services/order/src/cart/bad.ts', "import '@trpc/server';"],
    ['one-file-knows-kafkajs', 'packages/messaging/src/bus/bad.ts', "import 'kafkajs';"],
    ['one-file-knows-the-queue', 'services/order/src/main.ts', "import 'bullmq';"],
    [
      'steps-are-broken-by-tests',
      'services/order/src/main.ts',
      "import { standAround } from '../../../packages/service/src/steps.ts';\nexport const x = standAround;",
    ],
    [
      'tests-stay-in-tests',
      'services/order/src/main.ts',
      "import { backend } from '../../../packages/testing/src/index.ts';\nexport const x = backend;",
    ],
  ];

  it.each(planted)('refuse a planted violation of %s', async (rule, path, text) => {
    expect(await boundaryViolations(plant({ [path]: text }))).toContain(rule);
  });

  it('refuse a circle', async () => {
    const tree = plant({
      'services/order/src/a.ts': "import { b } from './b.ts';\nexport const a = () => b;",
      'services/order/src/b.ts': "import { a } from './a.ts';\nexport const b = () => a;",
    });
    expect(await boundaryViolations(tree)).toContain('no-circle');
  });
});
