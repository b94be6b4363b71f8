import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import multipart from '@fastify/multipart';
import { TradewindError } from '@tradewind/contracts/errors';
import { primitives } from '@tradewind/contracts/schemas';
import { authorise, currentCall, parseInput } from '@tradewind/service';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { widths } from './media/media-url.ts';
import { uploadMedia } from './media/upload-media.ts';
import type { Services } from './services.ts';

const maxBytes = 8 * 1024 * 1024;
const fileName = new RegExp(`^[0-9a-f]{64}-(${widths.join('|')})\\.webp$`);
const fields = z.object({ alt: primitives.text(200, 0).default('') });

function missing(message: string): TradewindError {
  return new TradewindError('INVALID_INPUT', `file: ${message}`, { errors: [{ path: 'file', message }] });
}

/** The file and the texts of a form. @throws PAYLOAD_TOO_LARGE, or INVALID_INPUT naming the field */
async function readForm(request: FastifyRequest): Promise<{ bytes: Buffer; alt: string }> {
  if (!request.isMultipart()) throw missing('comes as multipart/form-data');
  let bytes: Buffer | undefined;
  const texts: Record<string, unknown> = {};
  for await (const part of request.parts()) {
    if (part.type === 'field') texts[part.fieldname] = part.value;
    else if (part.fieldname === 'file') bytes = await part.toBuffer();
    else part.file.resume();
  }
  if (!bytes) throw missing('is missing');
  return { bytes, ...parseInput(fields, texts) };
}

/** `POST /media` takes a picture in, `GET /media/<hash>-<width>.webp` hands it out for good. */
export async function mediaRoutes(app: FastifyInstance, services: Services): Promise<void> {
  await app.register(multipart, { limits: { fileSize: maxBytes, files: 1, fields: 5, fieldSize: 4_096, parts: 6 } });

  app.post('/media', { bodyLimit: maxBytes + 65_536 }, async (request, reply) => {
    authorise(currentCall(), { permission: 'products:write' });
    return await reply.code(201).send(await uploadMedia(services, await readForm(request)));
  });

  app.get<{ Params: { file: string } }>('/media/:file', async (request, reply) => {
    const { file } = request.params;
    const bytes = fileName.test(file) ? await readFile(join(services.mediaDir, file)).catch(() => undefined) : undefined;
    if (!bytes) throw new TradewindError('NOT_FOUND', 'There is no such picture.');
    return await reply
      .headers({ 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' })
      .type('image/webp')
      .send(bytes);
  });
}
