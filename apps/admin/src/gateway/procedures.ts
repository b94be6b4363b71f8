import type { Input, Output } from '@tradewind/client/call';

export type { Input, Output } from '@tradewind/client/call';

export type Me = NonNullable<Output<'auth.me'>>;
export type Permission = Me['permissions'][number];
export type Order = Output<'admin.orders.get'>;
export type OrderItem = Order['items'][number];
export type OrderSummary = Output<'admin.orders.list'>['items'][number];
export type Shipment = Order['shipments'][number];
export type Product = Output<'admin.products.get'>;
export type ProductSummary = Output<'admin.products.list'>['items'][number];
export type Variant = Product['variants'][number];
export type Picture = Product['images'][number];
export type Image = NonNullable<ProductSummary['image']>;
export type Payment = Output<'admin.payments.list'>['items'][number];
export type Message = Output<'admin.messages.list'>['items'][number];
export type Dashboard = Output<'admin.dashboard'>;
export type NewProduct = Input<'admin.products.create'>;
