import { primitives, product } from '@tradewind/contracts/schemas';
import { createTrpc } from '@tradewind/service';
import { onTrpcWire } from '../cache/hits.ts';
import type { View } from '../cache/view.ts';
import { currentExchange } from '../exchange.ts';
import type { GatewayServices } from '../services.ts';
import { home, productPage } from './schemas.ts';

/** Shop windows. All of it comes from the cache, and is the same for everybody. */
export function catalogRouter({ catalogue, hits }: GatewayServices) {
  const { router, procedure } = createTrpc();
  const open = procedure('public');

  /** The view's value; what it is, the procedure's output schema checks. The address is learned, so that next time nobody parses. */
  async function show(view: View): Promise<never> {
    const { body } = await view.read();
    const { method, url } = currentExchange();
    const [path = '', query = ''] = url.split('?');
    if (method === 'GET' && !path.includes(',')) hits.remember(url, onTrpcWire(view, /(?:^|&)batch=1(?:&|$)/.test(query)));
    return JSON.parse(body.toString()) as never;
  }

  return router({
    home: open
      .input(primitives.empty)
      .output(home)
      .query(() => show(catalogue.home())),
    categories: open.output(product.categoryList).query(() => show(catalogue.categories())),
    list: open
      .input(product.productListInput)
      .output(product.productList)
      .query(({ input }) => show(catalogue.list(input))),
    product: open
      .input(product.productBySlugInput)
      .output(productPage)
      .query(({ input }) => show(catalogue.page(input.slug))),
    suggest: open
      .input(product.suggestInput)
      .output(product.productItems)
      .query(({ input }) => show(catalogue.suggest(input))),
  });
}
