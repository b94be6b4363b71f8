import { product } from '@tradewind/contracts/schemas';
import { z } from 'zod';
import type { View } from '../cache/view.ts';
import type { GatewayServices } from '../services.ts';
import { type RestApp, sendView } from './parts.ts';
import { failing } from './problems.ts';

const tags = ['Catalogue'];
const slugParams = product.productBySlugInput;

/** What anybody may look at. Answered from the cache; an address that was answered once is not looked at here again. */
export function addCatalog(app: RestApp, { catalogue, hits }: GatewayServices): void {
  const learned = (request: { method: string; url: string }, view: View): View => {
    if (request.method === 'GET') hits.remember(request.url, view);
    return view;
  };

  app.get(
    '/categories',
    { schema: { tags, summary: 'All categories', operationId: 'listCategories', response: { 200: product.categoryList, ...failing() } } },
    (request, reply) => sendView(reply, learned(request, catalogue.categories())),
  );

  app.get(
    '/products',
    {
      schema: {
        tags,
        summary: 'Find products',
        operationId: 'listProducts',
        querystring: product.productListInput,
        response: { 200: product.productList, ...failing() },
      },
    },
    (request, reply) => sendView(reply, learned(request, catalogue.list(request.query))),
  );

  app.get(
    '/products/:slug',
    {
      schema: {
        tags,
        summary: 'A product',
        operationId: 'getProduct',
        params: slugParams,
        response: { 200: product.productDetail, ...failing('NOT_FOUND') },
      },
    },
    (request, reply) => sendView(reply, learned(request, catalogue.bySlug(request.params.slug))),
  );

  app.get(
    '/products/:slug/recommendations',
    {
      schema: {
        tags,
        summary: 'What goes with a product',
        operationId: 'listRecommendations',
        params: slugParams,
        querystring: z.object({ limit: product.recommendationsInput.shape.limit }),
        response: { 200: product.productItems, ...failing('NOT_FOUND') },
      },
    },
    (request, reply) => sendView(reply, learned(request, catalogue.recommendations({ ...request.params, ...request.query }))),
  );
}
