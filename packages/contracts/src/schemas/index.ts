export * as messages from './messages.ts';
export * as notification from './notification.ts';
export * as order from './order.ts';
export * as payment from './payment.ts';
export * as primitives from './primitives.ts';
export * as product from './product.ts';
export * as returns from './return.ts';
export * as user from './user.ts';
