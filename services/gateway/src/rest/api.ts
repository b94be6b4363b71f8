import { TradewindError } from '@tradewind/contracts/errors';
import type { FastifyError, FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { GatewayServices } from '../services.ts';
import { addAdminDrafts } from './admin-drafts.ts';
import { addAdminFinance, addDisputeFiles } from './admin-finance.ts';
import { addAdminOrders } from './admin-orders.ts';
import { addAdminProducts } from './admin-products.ts';
import { addAdminReturns } from './admin-returns.ts';
import { addAdminSystem } from './admin-system.ts';
import { addAuth } from './auth.ts';
import { addCarts } from './carts.ts';
import { addCatalog } from './catalog.ts';
import { addGiftCards } from './gift-cards.ts';
import { addInvoices } from './invoices.ts';
import { addMediaUpload } from './media.ts';
import { addOpenApi } from './openapi.ts';
import { addOrderEvents } from './order-events.ts';
import { addOrders } from './orders.ts';
import { addParcels } from './parcels.ts';
import { addPromotions } from './promotions.ts';
import { addReturns } from './returns.ts';
import { addSettings } from './settings.ts';

/** The REST interface, at the prefix that it is registered with. */
export async function addRest(scope: FastifyInstance, services: GatewayServices): Promise<void> {
  scope.setValidatorCompiler(validatorCompiler);
  scope.setSerializerCompiler(serializerCompiler);
  takeJsonAlone(scope);
  scope.setErrorHandler((error: FastifyError) => {
    throw named(error);
  });

  const app = scope.withTypeProvider<ZodTypeProvider>();
  await addOpenApi(app, services.publicUrl);
  addCatalog(app, services);
  addCarts(app, services);
  addOrders(app, services);
  addReturns(app, services);
  addParcels(app, services);
  addInvoices(app, services);
  addGiftCards(app, services);
  addOrderEvents(app, services);
  addAuth(app, services);
  addAdminOrders(app, services);
  addAdminDrafts(app, services);
  addAdminReturns(app, services);
  addAdminFinance(app, services);
  addAdminProducts(app, services);
  addAdminSystem(app, services);
  addPromotions(app, services);
  addSettings(app, services);
  await scope.register((uploads, _options, done) => {
    // The bytes pass through as they come: the services look at them.
    uploads.removeAllContentTypeParsers();
    uploads.addContentTypeParser('multipart/form-data', (_request, payload, read) => read(null, payload));
    const forms = uploads.withTypeProvider<ZodTypeProvider>();
    addMediaUpload(forms, services);
    addDisputeFiles(forms, services);
    done();
  });
}

/** Bodies are JSON or nothing: an operation whose body may be left out takes none at all as well as `{}`. */
function takeJsonAlone(scope: FastifyInstance): void {
  const parse = scope.getDefaultJsonParser('error', 'error');
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parse(request, body, done);
  });
}

const misreadings: Readonly<Record<string, { path: string; message: string }>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { path: 'content-type', message: 'is not application/json' },
  FST_ERR_CTP_INVALID_JSON_BODY: { path: 'body', message: 'is not JSON' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { path: 'content-length', message: 'does not match the body' },
};

/** What Fastify could not read, told as a field; everything else as it is. */
function named(error: FastifyError): Error {
  const misreading = misreadings[error.code] ?? (error instanceof SyntaxError ? misreadings.FST_ERR_CTP_INVALID_JSON_BODY : undefined);
  if (!misreading) return error;
  return new TradewindError('INVALID_INPUT', `${misreading.path}: ${misreading.message}`, { errors: [misreading] });
}
