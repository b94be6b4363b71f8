import type { Readable } from 'node:stream';
import type { Permission } from '@tradewind/contracts/permissions';
import { primitives } from '@tradewind/contracts/schemas';
import { authorise, currentCall } from '@tradewind/service';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyReply,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { View } from '../cache/view.ts';

/** A Fastify instance whose routes are typed and checked by zod schemas. */
export type RestApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

export const cartParams = z.object({ id: primitives.idOf('cart') });
export const cartItemParams = cartParams.extend({ itemId: primitives.idOf('cartItem') });
export const orderParams = z.object({ id: primitives.idOf('order') });

const cartToken = { 'x-cart-token': primitives.accessToken.optional().describe('The token of the guest whose cart it is') };
const orderToken = { 'x-order-token': primitives.accessToken.optional().describe('The token of the guest whose order it is') };
const key = {
  'idempotency-key': primitives.idempotencyKey.optional().describe('The same key and body give the first answer again, for a day'),
};

export const cartHeaders = z.object(cartToken);
export const cartKeyHeaders = z.object({ ...cartToken, ...key });
export const orderHeaders = z.object(orderToken);
export const orderKeyHeaders = z.object({ ...orderToken, ...key });
export const keyHeaders = z.object(key);

/** Lets nobody else reach a route: for what the gateway answers by itself, beside the services that ask again. */
export function staffOnly(permission: Permission) {
  return { preValidation: async () => authorise(currentCall(), { permission }) };
}

/** A body that may be left out altogether when all of its members may. */
export function optionalBody<Shape extends z.ZodRawShape>(body: z.ZodObject<Shape>) {
  return body.nullish().transform((value) => value ?? ({} as z.output<typeof body>));
}

/** What an idempotency key allows: sending it again when nobody answered. */
export function repeating(idempotencyKey: string | undefined) {
  return { context: { idempotent: idempotencyKey !== undefined } };
}

/** Sends a kept answer as it is: it was checked when it was loaded. */
export async function sendView(reply: FastifyReply, view: View): Promise<void> {
  const { body, etag } = await view.read();
  await reply.type('application/json; charset=utf-8').header('etag', etag).header('cache-control', 'no-cache').send(body);
}

/** Sends server-sent events; no proxy is to keep or to gather them. */
export async function sendEvents(reply: FastifyReply, stream: Readable): Promise<void> {
  await reply.type('text/event-stream').header('cache-control', 'no-store').header('x-accel-buffering', 'no').send(stream);
}

/** Sends a document under its number. */
export async function sendPdf(reply: FastifyReply, { number, pdf }: { number: string; pdf: string }): Promise<void> {
  reply.header('content-disposition', `inline; filename="${number}.pdf"`).header('cache-control', 'private, no-cache');
  await reply.type('application/pdf').send(Buffer.from(pdf, 'base64'));
}
