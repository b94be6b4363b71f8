import { primitives, promotion } from '@tradewind/contracts/schemas';
import { z } from 'zod';
import type { GatewayServices } from '../services.ts';
import type { RestApp } from './parts.ts';
import { failing, staffErrors, withBody } from './problems.ts';

const tags = ['Back office'];
const params = z.object({ id: primitives.idOf('promotion') });
const groupParams = z.object({ id: primitives.idOf('customerGroup') });
/** A refined schema cannot be cut; the order service refines again, and names the same field. */
const updateBody = z.object(promotion.updatePromotionInput.shape).omit({ promotionId: true });

/** Promotions and groups of customers, for staff. */
export function addPromotions(app: RestApp, { clients }: GatewayServices): void {
  app.get(
    '/admin/promotions',
    {
      schema: {
        tags,
        summary: 'Find promotions, the newest first',
        operationId: 'adminListPromotions',
        querystring: promotion.promotionListInput,
        response: { 200: promotion.promotionList, ...failing(...staffErrors) },
      },
    },
    (request) => clients.order.promotion.list.query(request.query),
  );

  app.post(
    '/admin/promotions',
    {
      schema: {
        tags,
        summary: 'Make a promotion',
        operationId: 'adminCreatePromotion',
        body: promotion.createPromotionInput,
        response: { 201: promotion.promotion, ...failing(...staffErrors, ...withBody) },
      },
    },
    async ({ body }, reply) => reply.code(201).send(await clients.order.promotion.create.mutate(body)),
  );

  app.get(
    '/admin/promotions/:id',
    {
      schema: {
        tags,
        summary: 'A promotion, with what was made of it',
        operationId: 'adminGetPromotion',
        params,
        response: { 200: promotion.promotion, ...failing(...staffErrors, 'NOT_FOUND') },
      },
    },
    (request) => clients.order.promotion.get.query({ promotionId: request.params.id }),
  );

  app.put(
    '/admin/promotions/:id',
    {
      schema: {
        tags,
        summary: "Put other rules in the place of a promotion's",
        operationId: 'adminUpdatePromotion',
        params,
        body: updateBody,
        response: { 200: promotion.promotion, ...failing(...staffErrors, ...withBody, 'NOT_FOUND', 'CONFLICT') },
      },
    },
    (request) => clients.order.promotion.update.mutate({ ...request.body, promotionId: request.params.id }),
  );

  app.get(
    '/admin/customer-groups',
    {
      schema: {
        tags,
        summary: 'Groups of customers',
        operationId: 'adminListCustomerGroups',
        response: { 200: promotion.customerGroupList, ...failing(...staffErrors) },
      },
    },
    () => clients.order.promotion.groups.query(),
  );

  app.post(
    '/admin/customer-groups',
    {
      schema: {
        tags,
        summary: 'Make a group of customers',
        operationId: 'adminCreateCustomerGroup',
        body: promotion.createCustomerGroupInput,
        response: { 201: promotion.customerGroup, ...failing(...staffErrors, ...withBody) },
      },
    },
    async ({ body }, reply) => reply.code(201).send(await clients.order.promotion.createGroup.mutate(body)),
  );

  app.put(
    '/admin/customer-groups/:id',
    {
      schema: {
        tags,
        summary: "Put other members in the place of a group's",
        operationId: 'adminUpdateCustomerGroup',
        params: groupParams,
        body: promotion.updateCustomerGroupInput.omit({ groupId: true }),
        response: { 200: promotion.customerGroup, ...failing(...staffErrors, ...withBody, 'NOT_FOUND', 'CONFLICT') },
      },
    },
    (request) => clients.order.promotion.updateGroup.mutate({ ...request.body, groupId: request.params.id }),
  );
}
