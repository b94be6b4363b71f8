import { order } from '@tradewind/contracts/schemas';
import { z } from 'zod';
import type { GatewayServices } from '../services.ts';
import { cartHeaders, cartItemParams, cartKeyHeaders, cartParams, keyHeaders, optionalBody, type RestApp, repeating } from './parts.ts';
import { failing, repeatableErrors, withBody } from './problems.ts';

const tags = ['Cart'];
/** What the path and the headers say, and not the body. */
const elsewhere = { cartId: true, cartToken: true, idempotencyKey: true } as const;
const inPath = { cartId: true, cartToken: true, itemId: true } as const;
const inPathOfCart = { cartId: true, cartToken: true } as const;
const cartErrors = ['UNAUTHENTICATED', 'NOT_FOUND', 'CART_COMPLETED'] as const;

/** Carts: a guest's by its token, a customer's by the access token. Each answers the whole cart. */
export function addCarts(app: RestApp, { clients }: GatewayServices): void {
  const { cart } = clients.order;

  app.post(
    '/carts',
    {
      schema: {
        tags,
        summary: 'Open a cart',
        operationId: 'createCart',
        headers: keyHeaders,
        body: optionalBody(order.createCartInput.omit({ idempotencyKey: true }).partial()),
        response: { 201: order.cart, ...failing(...repeatableErrors) },
      },
    },
    async (request, reply) => {
      const idempotencyKey = request.headers['idempotency-key'];
      return reply.code(201).send(await cart.create.mutate({ ...request.body, idempotencyKey }, repeating(idempotencyKey)));
    },
  );

  app.get(
    '/carts/:id',
    {
      schema: {
        tags,
        summary: 'A cart',
        operationId: 'getCart',
        params: cartParams,
        headers: cartHeaders,
        response: { 200: order.cart, ...failing(...cartErrors) },
      },
    },
    (request) => cart.get.query({ cartId: request.params.id, cartToken: request.headers['x-cart-token'] }),
  );

  app.patch(
    '/carts/:id',
    {
      schema: {
        tags,
        summary: 'Change its currency: each line costs what it costs in that',
        operationId: 'updateCart',
        params: cartParams,
        headers: cartHeaders,
        body: order.changeCurrencyInput.pick({ currency: true }),
        response: { 200: order.cart, ...failing(...cartErrors, ...withBody, 'CONFLICT') },
      },
    },
    ({ params, headers, body }) => cart.changeCurrency.mutate({ ...body, cartId: params.id, cartToken: headers['x-cart-token'] }),
  );

  app.post(
    '/carts/:id/items',
    {
      schema: {
        tags,
        summary: 'Put something in',
        operationId: 'addCartItem',
        params: cartParams,
        headers: cartKeyHeaders,
        body: order.addItemInput.omit(elsewhere),
        response: { 201: order.cart, ...failing(...cartErrors, ...repeatableErrors, 'OUT_OF_STOCK', 'CONFLICT') },
      },
    },
    async (request, reply) => reply.code(201).send(await cart.addItem.mutate({ ...request.body, ...target(request) }, again(request))),
  );

  app.patch(
    '/carts/:id/items/:itemId',
    {
      schema: {
        tags,
        summary: 'Change how many; 0 takes it out',
        operationId: 'updateCartItem',
        params: cartItemParams,
        headers: cartHeaders,
        body: order.updateItemInput.omit(inPath),
        response: { 200: order.cart, ...failing(...cartErrors, ...withBody, 'OUT_OF_STOCK', 'CONFLICT') },
      },
    },
    ({ params, headers, body }) =>
      cart.updateItem.mutate({ ...body, cartId: params.id, itemId: params.itemId, cartToken: headers['x-cart-token'] }),
  );

  app.delete(
    '/carts/:id/items/:itemId',
    {
      schema: {
        tags,
        summary: 'Take something out',
        operationId: 'removeCartItem',
        params: cartItemParams,
        headers: cartHeaders,
        response: { 200: order.cart, ...failing(...cartErrors, 'CONFLICT') },
      },
    },
    ({ params, headers }) => cart.removeItem.mutate({ cartId: params.id, itemId: params.itemId, cartToken: headers['x-cart-token'] }),
  );

  app.post(
    '/carts/:id/promotions',
    {
      schema: {
        tags,
        summary: 'Use a promotion code',
        operationId: 'applyPromotion',
        params: cartParams,
        headers: cartKeyHeaders,
        body: order.applyPromotionInput.omit(elsewhere),
        response: { 200: order.cart, ...failing(...cartErrors, ...repeatableErrors, 'CONFLICT') },
      },
    },
    (request) => cart.applyPromotion.mutate({ ...request.body, ...target(request) }, again(request)),
  );

  app.delete(
    '/carts/:id/promotions/:promotionId',
    {
      schema: {
        tags,
        summary: 'Take a promotion code out again',
        operationId: 'removePromotion',
        params: cartParams.extend({ promotionId: order.removePromotionInput.shape.promotionId }),
        headers: cartHeaders,
        response: { 200: order.cart, ...failing(...cartErrors, 'CONFLICT') },
      },
    },
    ({ params, headers }) =>
      cart.removePromotion.mutate({ cartId: params.id, promotionId: params.promotionId, cartToken: headers['x-cart-token'] }),
  );

  app.post(
    '/carts/:id/gift-cards',
    {
      schema: {
        tags,
        summary: 'Pay with a gift card',
        operationId: 'addGiftCard',
        params: cartParams,
        headers: cartKeyHeaders,
        body: order.addGiftCardInput.omit(elsewhere),
        response: { 200: order.cart, ...failing(...cartErrors, ...repeatableErrors, 'CONFLICT') },
      },
    },
    (request) => cart.addGiftCard.mutate({ ...request.body, ...target(request) }, again(request)),
  );

  app.delete(
    '/carts/:id/gift-cards/:accountId',
    {
      schema: {
        tags,
        summary: 'Take a gift card out again',
        operationId: 'removeGiftCard',
        params: cartParams.extend({ accountId: order.removeGiftCardInput.shape.accountId }),
        headers: cartHeaders,
        response: { 200: order.cart, ...failing(...cartErrors, 'CONFLICT') },
      },
    },
    ({ params, headers }) =>
      cart.removeGiftCard.mutate({ cartId: params.id, accountId: params.accountId, cartToken: headers['x-cart-token'] }),
  );

  app.put(
    '/carts/:id/store-credit',
    {
      schema: {
        tags,
        summary: "Have the customer's store credit pay, or not",
        operationId: 'useStoreCredit',
        params: cartParams,
        body: order.storeCreditInput.omit({ cartId: true }),
        response: { 200: order.cart, ...failing(...cartErrors, ...withBody, 'CONFLICT') },
      },
    },
    ({ params, body }) => cart.useStoreCredit.mutate({ ...body, cartId: params.id }),
  );

  app.post(
    '/carts/:id/claim',
    {
      schema: {
        tags,
        summary: "Merge a guest's cart into the customer's",
        operationId: 'claimCart',
        params: cartParams,
        headers: cartKeyHeaders.required({ 'x-cart-token': true }),
        body: optionalBody(z.object({})),
        response: { 200: order.cart, ...failing(...cartErrors, ...repeatableErrors, 'CONFLICT') },
      },
    },
    (request) => cart.claim.mutate({ ...target(request), cartToken: request.headers['x-cart-token'] }, again(request)),
  );

  app.get(
    '/carts/:id/shipping-options',
    {
      schema: {
        tags,
        summary: 'How it can be delivered, and for how much',
        operationId: 'listShippingOptions',
        params: cartParams,
        headers: cartHeaders,
        querystring: order.shippingOptionsInput.pick({ country: true, region: true }),
        response: { 200: order.shippingOptionList, ...failing(...cartErrors) },
      },
    },
    ({ params, headers, query }) => cart.shippingOptions.query({ ...query, cartId: params.id, cartToken: headers['x-cart-token'] }),
  );

  app.post(
    '/carts/:id/preview',
    {
      schema: {
        tags,
        summary: 'What an order would cost, and what gift cards and store credit would pay of it',
        operationId: 'previewCheckout',
        params: cartParams,
        headers: cartHeaders,
        body: order.previewInput.omit(inPathOfCart),
        response: { 200: order.checkoutPreview, ...failing(...cartErrors, ...withBody, 'CONFLICT') },
      },
    },
    ({ params, headers, body }) =>
      clients.order.checkout.preview.mutate({ ...body, cartId: params.id, cartToken: headers['x-cart-token'] }),
  );

  app.post(
    '/carts/:id/checkout',
    {
      schema: {
        tags,
        summary: 'Place the order',
        description:
          'With `expectedTotal` nothing is ordered when it would cost anything else: 409 with the `totals` of now. ' +
          'With `expectedCredit` nothing is ordered when gift cards and store credit would pay anything else; where they pay for all of it, ' +
          'no card is asked for and `clientSecret` is null. ' +
          'With `paymentMethodId` the payment is confirmed at once; without it, or when `nextAction` is there, the browser goes on with `clientSecret`.',
        operationId: 'checkout',
        params: cartParams,
        headers: cartKeyHeaders,
        body: order.checkoutInput.omit(elsewhere),
        response: {
          201: order.checkoutResult,
          ...failing(...cartErrors, ...repeatableErrors, 'OUT_OF_STOCK', 'CONFLICT', 'PAYMENT_DECLINED'),
        },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await clients.order.checkout.place.mutate({ ...request.body, ...target(request) }, again(request))),
  );
}

interface CartRequest {
  readonly params: z.output<typeof cartParams>;
  readonly headers: z.output<typeof cartKeyHeaders>;
}

function target({ params, headers }: CartRequest) {
  return { cartId: params.id, cartToken: headers['x-cart-token'], idempotencyKey: headers['idempotency-key'] };
}

function again({ headers }: CartRequest) {
  return repeating(headers['idempotency-key']);
}
