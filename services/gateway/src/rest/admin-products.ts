import { primitives, product } from '@tradewind/contracts/schemas';
import { z } from 'zod';
import type { GatewayServices } from '../services.ts';
import { keyHeaders, type RestApp, repeating } from './parts.ts';
import { failing, repeatableErrors, staffErrors, withBody } from './problems.ts';

const tags = ['Back office'];
const productParams = z.object({ id: primitives.idOf('product') });
const variantParams = z.object({ id: primitives.idOf('variant') });

/** Products and stock, for staff. */
export function addAdminProducts(app: RestApp, { clients }: GatewayServices): void {
  const { staff, inventory } = clients.product;

  app.get(
    '/admin/products',
    {
      schema: {
        tags,
        summary: 'Find products, also those not for sale',
        operationId: 'adminListProducts',
        querystring: product.staffProductListInput,
        response: { 200: product.staffProductList, ...failing(...staffErrors) },
      },
    },
    (request) => staff.list.query(request.query),
  );

  app.post(
    '/admin/products',
    {
      schema: {
        tags,
        summary: 'Create a product',
        operationId: 'adminCreateProduct',
        headers: keyHeaders,
        body: product.createProductInput.omit({ idempotencyKey: true }),
        response: { 201: product.staffProduct, ...failing(...staffErrors, ...repeatableErrors, 'NOT_FOUND', 'CONFLICT') },
      },
    },
    async ({ headers, body }, reply) => {
      const idempotencyKey = headers['idempotency-key'];
      return reply.code(201).send(await staff.create.mutate({ ...body, idempotencyKey }, repeating(idempotencyKey)));
    },
  );

  app.get(
    '/admin/products/:id',
    {
      schema: {
        tags,
        summary: 'A product',
        operationId: 'adminGetProduct',
        params: productParams,
        response: { 200: product.staffProduct, ...failing(...staffErrors, 'NOT_FOUND') },
      },
    },
    (request) => staff.get.query({ productId: request.params.id }),
  );

  app.patch(
    '/admin/products/:id',
    {
      schema: {
        tags,
        summary: 'Change a product',
        operationId: 'adminUpdateProduct',
        params: productParams,
        body: product.updateProductInput.omit({ productId: true }),
        response: { 200: product.staffProduct, ...failing(...staffErrors, ...withBody, 'NOT_FOUND', 'CONFLICT') },
      },
    },
    (request) => staff.update.mutate({ ...request.body, productId: request.params.id }),
  );

  app.patch(
    '/admin/variants/:id',
    {
      schema: {
        tags,
        summary: "Change a variant's price",
        operationId: 'adminUpdateVariant',
        params: variantParams,
        body: product.updateVariantInput.omit({ variantId: true }),
        response: { 200: product.staffProduct, ...failing(...staffErrors, ...withBody, 'NOT_FOUND', 'CONFLICT') },
      },
    },
    (request) => staff.updateVariant.mutate({ ...request.body, variantId: request.params.id }),
  );

  app.get(
    '/admin/inventory/:sku',
    {
      schema: {
        tags,
        summary: 'How many there are',
        operationId: 'adminGetInventory',
        params: product.skuInput,
        response: { 200: product.stockLevel, ...failing(...staffErrors, 'NOT_FOUND') },
      },
    },
    (request) => inventory.bySku.query(request.params),
  );

  app.post(
    '/admin/inventory/:sku/adjustments',
    {
      schema: {
        tags,
        summary: 'Pieces came or went',
        operationId: 'adminAdjustInventory',
        params: product.skuInput,
        headers: keyHeaders,
        body: product.adjustStockInput.omit({ sku: true, idempotencyKey: true }),
        response: { 201: product.stockLevel, ...failing(...staffErrors, ...repeatableErrors, 'NOT_FOUND', 'CONFLICT') },
      },
    },
    async ({ params, headers, body }, reply) => {
      const idempotencyKey = headers['idempotency-key'];
      return reply.code(201).send(await inventory.adjust.mutate({ ...body, ...params, idempotencyKey }, repeating(idempotencyKey)));
    },
  );
}
