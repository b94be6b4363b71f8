import multipart from '@fastify/multipart';
import { TradewindError } from '@tradewind/contracts/errors';
import { payment as schemas } from '@tradewind/contracts/schemas';
import { authorise, currentCall, parseInput } from '@tradewind/service';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { addFile } from './dispute/add-file.ts';
import { maxEvidenceBytes } from './dispute/evidence-file.ts';
import type { Services } from './services.ts';

const fields = z.object({ kind: schemas.disputeFileKind });
const maxName = 200;

function missing(message: string): TradewindError {
  return new TradewindError('INVALID_INPUT', `file: ${message}`, { errors: [{ path: 'file', message }] });
}

/** The file and its kind, from a form. @throws PAYLOAD_TOO_LARGE, or INVALID_INPUT naming the field */
async function readForm(request: FastifyRequest) {
  if (!request.isMultipart()) throw missing('comes as multipart/form-data');
  let file: { bytes: Buffer; name: string } | undefined;
  const texts: Record<string, unknown> = {};
  for await (const part of request.parts()) {
    if (part.type === 'field') texts[part.fieldname] = part.value;
    else if (part.fieldname === 'file')
      file = { bytes: await part.toBuffer(), name: part.filename.replaceAll(/\p{Cc}/gu, '').slice(0, maxName) };
    else part.file.resume();
  }
  if (!file) throw missing('is missing');
  return { ...file, ...parseInput(fields, texts) };
}

/** `POST /disputes/:disputeId/files` takes evidence: a form with `kind` and `file`. */
export async function evidenceRoutes(app: FastifyInstance, services: Services): Promise<void> {
  await app.register(multipart, { limits: { fileSize: maxEvidenceBytes, files: 1, fields: 5, fieldSize: 4_096, parts: 6 } });

  app.post('/disputes/:disputeId/files', { bodyLimit: maxEvidenceBytes + 65_536 }, async (request, reply) => {
    authorise(currentCall(), { permission: 'payments:write' });
    const { disputeId } = parseInput(schemas.disputeInput, request.params);
    const form = await readForm(request);
    return await reply.code(201).send(await addFile({ ...services, log: currentCall().log }, { disputeId, ...form }));
  });
}
