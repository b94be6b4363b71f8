import { Readable } from 'node:stream';
import { TradewindError } from '@tradewind/contracts/errors';
import { product } from '@tradewind/contracts/schemas';
import { authorise, currentCall, wire } from '@tradewind/service';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { GatewayServices } from '../services.ts';
import { failing, staffErrors } from './problems.ts';

/** Bytes of a picture with the form around it. */
const maxUpload = 8 * 1_048_576 + 65_536;

/** `POST /admin/media`: a picture as form field `file`, its description as `alt`. The bytes pass through as they come. */
export function addMediaUpload(scope: FastifyInstance, { forwardToProduct, signer }: GatewayServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('multipart/form-data', (_request, payload, done) => done(null, payload));

  app.post(
    '/admin/media',
    {
      schema: {
        tags: ['Back office'],
        summary: 'Upload a picture',
        description: 'A form (`multipart/form-data`) with the field `file` and, before it, `alt`.',
        operationId: 'adminUploadMedia',
        consumes: ['multipart/form-data'],
        response: { 201: product.media, ...failing(...staffErrors, 'PAYLOAD_TOO_LARGE') },
      },
      // The body is a stream that nobody has looked at when this is decided.
      preParsing: async (request) => {
        authorise(currentCall(), { permission: 'products:write' });
        if (Number(request.headers['content-length'] ?? 0) > maxUpload) throw tooLarge();
      },
    },
    async (request, reply) => {
      if (!(request.body instanceof Readable)) {
        throw new TradewindError('INVALID_INPUT', 'file: is missing', { errors: [{ path: 'file', message: 'is missing' }] });
      }
      const call = currentCall();
      const proof = {
        authorization: `Bearer ${await signer.tokenFor('product')}`,
        [wire.traceparent]: call.traceparent,
        ...(call.userToken !== null && { [wire.actor]: call.userToken }),
      };
      return forwardToProduct({ method: 'POST', path: '/media', headers: request.headers, body: request.body, proof }, reply);
    },
  );
}

function tooLarge(): TradewindError {
  return new TradewindError('PAYLOAD_TOO_LARGE', 'The picture is too large.');
}

/** `GET /media/:file`: pictures by their content's name, so that whoever has one never asks again. */
export function addMedia(app: FastifyInstance, { forwardToProduct }: GatewayServices): void {
  app.get<{ Params: { file: string } }>('/media/:file', (request, reply) =>
    forwardToProduct({ method: 'GET', path: `/media/${encodeURIComponent(request.params.file)}`, headers: request.headers }, reply),
  );
}
