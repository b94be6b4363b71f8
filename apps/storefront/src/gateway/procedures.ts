import type { GatewayRouter } from '@tradewind/gateway/contract';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';

type Inputs = inferRouterInputs<GatewayRouter>;
type Outputs = inferRouterOutputs<GatewayRouter>;
type Area = Exclude<keyof Inputs & string, 'admin'>;

/** The gateway's procedures that a shop calls, as `area.name`. */
export type Procedure = { [A in Area]: `${A}.${keyof Inputs[A] & string}` }[Area];

type Part<Tree, P> = P extends `${infer A}.${infer Name}`
  ? A extends keyof Tree
    ? Name extends keyof Tree[A]
      ? Tree[A][Name]
      : never
    : never
  : never;

export type Input<P extends Procedure> = Part<Inputs, P>;
export type Output<P extends Procedure> = Part<Outputs, P>;

export type Cart = NonNullable<Output<'cart.current'>>;
export type CartItem = Cart['items'][number];
export type Category = Output<'catalog.categories'>['items'][number];
export type Product = Output<'catalog.product'>['product'];
export type ProductList = Output<'catalog.list'>;
export type ProductSummary = ProductList['items'][number];
export type Image = NonNullable<ProductSummary['image']>;
export type Variant = Product['variants'][number];
export type Order = Output<'orders.get'>;
export type CheckoutResult = Output<'checkout.place'>;
export type Address = Order['shippingAddress'];
