import { settings } from '@tradewind/contracts/schemas';
import type { GatewayServices } from '../services.ts';
import type { RestApp } from './parts.ts';
import { failing, staffErrors, withBody } from './problems.ts';

const tags = ['Back office'];
const [storeInput, deliveryInput, taxInput] = settings.updateSettingsInput.options;

/** How the shop is set up: what shoppers may know, and all of it for staff. */
export function addSettings(app: RestApp, { clients }: GatewayServices): void {
  app.get(
    '/store',
    {
      schema: {
        tags: ['Catalogue'],
        summary: 'The shop: its currencies, and the countries that it delivers to',
        operationId: 'getStore',
        response: { 200: settings.shopSettings, ...failing() },
      },
    },
    () => clients.order.settings.shop.query(),
  );

  app.get(
    '/admin/settings',
    {
      schema: {
        tags,
        summary: 'All settings, each part with its version',
        operationId: 'adminGetSettings',
        response: { 200: settings.settings, ...failing(...staffErrors) },
      },
    },
    () => clients.order.settings.get.query(),
  );

  const answers = { 200: settings.settings, ...failing(...staffErrors, ...withBody, 'CONFLICT') };
  app.put(
    '/admin/settings/store',
    {
      schema: {
        tags,
        summary: 'Change name, address, currencies and return window',
        operationId: 'adminUpdateStore',
        body: storeInput.omit({ section: true }),
        response: answers,
      },
    },
    ({ body }) => clients.order.settings.update.mutate({ section: 'store', ...body }),
  );
  app.put(
    '/admin/settings/delivery',
    {
      schema: {
        tags,
        summary: 'Change where parcels go to, and for how much',
        operationId: 'adminUpdateDelivery',
        body: deliveryInput.omit({ section: true }),
        response: answers,
      },
    },
    ({ body }) => clients.order.settings.update.mutate({ section: 'delivery', ...body }),
  );
  app.put(
    '/admin/settings/tax',
    {
      schema: {
        tags,
        summary: 'Change the tax rates',
        operationId: 'adminUpdateTax',
        body: taxInput.omit({ section: true }),
        response: answers,
      },
    },
    ({ body }) => clients.order.settings.update.mutate({ section: 'tax', ...body }),
  );

  app.get(
    '/admin/settings/changes',
    {
      schema: {
        tags,
        summary: 'Who changed which settings, the latest first',
        operationId: 'adminListSettingsChanges',
        querystring: settings.settingsChangeListInput,
        response: { 200: settings.settingsChangeList, ...failing(...staffErrors) },
      },
    },
    (request) => clients.order.settings.changes.query(request.query),
  );
}
