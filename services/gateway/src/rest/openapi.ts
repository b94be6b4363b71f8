import swagger from '@fastify/swagger';
import reference from '@scalar/fastify-api-reference';
import { notification, order, payment, primitives, product, user } from '@tradewind/contracts/schemas';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { RestApp } from './parts.ts';
import { problem } from './problems.ts';

/** Schemas that the document names, instead of writing them out at each use. */
const named = {
  Problem: problem,
  Money: primitives.money,
  Address: primitives.address,
  Image: product.image,
  Category: product.category,
  ProductSummary: product.productSummary,
  Product: product.productDetail,
  Variant: product.variant,
  StaffProduct: product.staffProduct,
  StockLevel: product.stockLevel,
  Media: product.media,
  Cart: order.cart,
  Order: order.order,
  OrderSummary: order.orderSummary,
  Shipment: order.shipment,
  Refund: order.refund,
  Payment: payment.payment,
  Dispute: payment.dispute,
  DisputeSummary: payment.disputeSummary,
  DisputeEvidence: payment.disputeEvidence,
  DisputeFile: payment.disputeFile,
  Payout: payment.payout,
  Discrepancy: payment.discrepancy,
  User: user.user,
  SignedIn: user.signedIn,
  Message: notification.message,
} as const;

/** The OpenAPI 3.1 document at `openapi.json`, and a page to read and try it at `docs`, which loads nothing from elsewhere. */
export async function addOpenApi(app: RestApp, publicUrl: string): Promise<void> {
  const schemaRegistry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) schemaRegistry.add(schema, { id });

  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Tradewind',
        version: '1.0.0',
        description:
          'The shop for programs. Money is integer minor units and a currency. Errors are RFC 9457 problems with a `code`. ' +
          'Requests are limited by address: 429 says with `Retry-After` when to come back.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: publicUrl }],
      // Nobody needs to be signed in where an operation does not say 401; a token is welcome everywhere.
      security: [{}, { bearer: [] }],
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The access token of `POST /auth/login`' },
        },
      },
      tags: ['Catalogue', 'Cart', 'Orders', 'Account', 'Back office'].map((name) => ({ name })),
    },
    transform: createJsonSchemaTransform({ schemaRegistry }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry }),
  });

  let document: string | undefined;
  app.get('/openapi.json', { schema: { hide: true } }, (_request, reply) => {
    document ??= JSON.stringify(withoutUnused(app.swagger() as Described));
    return reply.type('application/json; charset=utf-8').send(document);
  });

  await app.register(reference, {
    routePrefix: '/docs',
    configuration: { url: '../openapi.json', pageTitle: 'Tradewind API', withDefaultFonts: false, telemetry: false },
  });
}

interface Described {
  readonly components?: { readonly schemas?: Record<string, unknown> };
}

/** Named schemas come in a form for each direction; those that no operation uses say nothing to a reader. */
function withoutUnused(document: Described): Described {
  let schemas = document.components?.schemas ?? {};
  for (;;) {
    const text = JSON.stringify({ ...document, components: { schemas } });
    const used = Object.entries(schemas).filter(([name]) => text.includes(`"#/components/schemas/${name}"`));
    if (used.length === Object.keys(schemas).length) break;
    schemas = Object.fromEntries(used);
  }
  return { ...document, components: { ...document.components, schemas } };
}
