import { Readable } from 'node:stream';
import { TradewindError } from '@tradewind/contracts/errors';
import type { Permission } from '@tradewind/contracts/permissions';
import { authorise, currentCall, wire } from '@tradewind/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayServices } from '../services.ts';

/** Lets nobody else upload, and nothing that is too large: decided while the body is a stream that nobody has looked at. */
export function uploadOf({ permission, megabytes, what }: { permission: Permission; megabytes: number; what: string }) {
  // With the form around it.
  const most = megabytes * 1_048_576 + 65_536;
  return {
    preParsing: async (request: FastifyRequest) => {
      authorise(currentCall(), { permission });
      if (Number(request.headers['content-length'] ?? 0) > most) throw new TradewindError('PAYLOAD_TOO_LARGE', `The ${what} is too large.`);
    },
  };
}

interface Upload {
  readonly request: FastifyRequest;
  readonly service: 'product' | 'payment';
  readonly path: string;
}

/** Hands a form to a service as the one who sent it. */
export async function passUpload(services: GatewayServices, upload: Upload, reply: FastifyReply): Promise<FastifyReply> {
  const { request, service, path } = upload;
  if (!(request.body instanceof Readable)) {
    throw new TradewindError('INVALID_INPUT', 'file: is missing', { errors: [{ path: 'file', message: 'is missing' }] });
  }
  const call = currentCall();
  const proof = {
    authorization: `Bearer ${await services.signer.tokenFor(service)}`,
    [wire.traceparent]: call.traceparent,
    ...(call.userToken !== null && { [wire.actor]: call.userToken }),
  };
  const forward = service === 'product' ? services.forwardToProduct : services.forwardToPayment;
  return forward({ method: 'POST', path, headers: request.headers, body: request.body, proof }, reply);
}
