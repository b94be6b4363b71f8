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
export type Settings = Output<'admin.settings.get'>;
export type SettingsChange = Output<'admin.settings.changes'>['items'][number];
export type SystemOverview = Output<'admin.system.overview'>;
export type ServiceState = SystemOverview['services'][number];
export type DeadLetter = Output<'admin.system.deadLetters'>['items'][number];
export type DeadLetterDetail = Output<'admin.system.deadLetter'>;
export type MessageService = DeadLetter['service'];
export type Action = Output<'admin.system.actions'>['items'][number];
export type Dashboard = Output<'admin.dashboard'>;
export type NewProduct = Input<'admin.products.create'>;
