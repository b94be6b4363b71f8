import type { Output } from '@tradewind/client/call';

export type { Input, Output, ShopProcedure } from '@tradewind/client/call';

export type Cart = NonNullable<Output<'cart.current'>>;
export type CartItem = Cart['items'][number];
export type CartPromotion = Cart['promotions'][number];
export type Category = Output<'catalog.categories'>['items'][number];
export type Product = Output<'catalog.product'>['product'];
export type ProductList = Output<'catalog.list'>;
export type ProductSummary = ProductList['items'][number];
export type Image = NonNullable<ProductSummary['image']>;
export type Variant = Product['variants'][number];
export type Order = Output<'orders.get'>;
export type Returns = Output<'returns.list'>;
export type Return = Returns['items'][number];
export type ReturnReason = Return['items'][number]['reason'];
export type Invoice = Output<'invoices.list'>['items'][number];
export type Parcel = Output<'parcels.track'>;
export type CheckoutPreview = Output<'checkout.preview'>;
export type CheckoutResult = Output<'checkout.place'>;
export type Due = NonNullable<Output<'checkout.due'>['due']>;
export type Address = Order['shippingAddress'];
