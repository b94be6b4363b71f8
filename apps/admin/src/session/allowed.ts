import type { Procedure } from '@tradewind/client/call';

/** What the browser may call through the proxy. Procedures that answer with tokens are the session's alone. */
export const allowed = {
  GET: new Set<string>([
    'auth.me',
    'admin.dashboard',
    'admin.categories',
    'admin.orders.list',
    'admin.orders.get',
    'admin.products.list',
    'admin.products.get',
    'admin.payments.list',
    'admin.payments.ledgerBalance',
    'admin.messages.list',
    'admin.settings.get',
    'admin.settings.changes',
    'admin.system.overview',
    'admin.system.deadLetters',
    'admin.system.deadLetter',
    'admin.system.actions',
  ] satisfies Procedure[]),
  POST: new Set<string>([
    'admin.orders.fulfil',
    'admin.orders.deliver',
    'admin.orders.refund',
    'admin.orders.cancel',
    'admin.products.create',
    'admin.products.update',
    'admin.products.updateVariant',
    'admin.products.adjustStock',
    'admin.settings.update',
    'admin.system.replay',
    'admin.system.discard',
    'admin.system.replaySpan',
  ] satisfies Procedure[]),
} as const;
