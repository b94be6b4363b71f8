import { product } from '@tradewind/contracts/schemas';
import type { FastifyInstance } from 'fastify';
import type { GatewayServices } from '../services.ts';
import type { RestApp } from './parts.ts';
import { failing, staffErrors } from './problems.ts';
import { passUpload, uploadOf } from './uploads.ts';

/** `POST /admin/media`: a picture as form field `file`, its description as `alt`. */
export function addMediaUpload(app: RestApp, services: GatewayServices): void {
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
      ...uploadOf({ permission: 'products:write', megabytes: 8, what: 'picture' }),
    },
    async (request, reply) => passUpload(services, { request, service: 'product', path: '/media' }, reply),
  );
}

/** `GET /media/:file`: pictures by their content's name, so that whoever has one never asks again. */
export function addMedia(app: FastifyInstance, { forwardToProduct }: GatewayServices): void {
  app.get<{ Params: { file: string } }>('/media/:file', (request, reply) =>
    forwardToProduct({ method: 'GET', path: `/media/${encodeURIComponent(request.params.file)}`, headers: request.headers }, reply),
  );
}
