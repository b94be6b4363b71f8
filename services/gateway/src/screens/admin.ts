import { edits, notes, notification, order, product } from '@tradewind/contracts/schemas';
import { createTrpc } from '@tradewind/service';
import type { GatewayServices } from '../services.ts';
import { systemRouter } from '../system/router.ts';
import { staffCreditRouter } from './credit.ts';
import { readDashboard } from './dashboard.ts';
import { adminDraftsRouter } from './drafts.ts';
import { disputesRouter, paymentsRouter, reconciliationRouter } from './finance.ts';
import { adminInvoicesRouter } from './invoices.ts';
import { addNote, newNoteInput } from './notes.ts';
import { repeatable } from './orders.ts';
import { adminPromotionsRouter } from './promotions.ts';
import { adminReturnsRouter } from './returns.ts';
import { dashboard, dashboardInput } from './schemas.ts';
import { adminSettingsRouter } from './settings.ts';

/** The back office. Each procedure asks for the permission that the service behind it asks for again. */
export function adminRouter(services: GatewayServices) {
  const { router, procedure } = createTrpc();
  const { clients } = services;
  return router({
    dashboard: procedure({ permission: 'orders:read' })
      .input(dashboardInput)
      .output(dashboard)
      .query(({ input }) => readDashboard(services, input)),
    orders: adminOrdersRouter(services),
    drafts: adminDraftsRouter(services),
    returns: adminReturnsRouter(services),
    invoices: adminInvoicesRouter(services),
    products: adminProductsRouter(services),
    promotions: adminPromotionsRouter(services),
    settings: adminSettingsRouter(services),
    system: systemRouter(services),
    categories: procedure({ permission: 'products:read' })
      .output(product.categoryList)
      .query(() => clients.product.category.list.query()),
    payments: paymentsRouter(services),
    disputes: disputesRouter(services),
    credit: staffCreditRouter(services),
    reconciliation: reconciliationRouter(services),
    messages: router({
      list: procedure({ permission: 'notifications:read' })
        .input(notification.messageListInput)
        .output(notification.messageList)
        .query(({ input }) => clients.notification.staff.messages.query(input)),
    }),
  });
}

function adminOrdersRouter(services: GatewayServices) {
  const { router, procedure } = createTrpc();
  const { staff } = services.clients.order;
  return router({
    list: procedure({ permission: 'orders:read' })
      .input(order.staffOrderListInput)
      .output(order.staffOrderList)
      .query(({ input }) => staff.list.query(input)),
    get: procedure({ permission: 'orders:read' })
      .input(order.orderInput.pick({ orderId: true }))
      .output(order.order)
      .query(({ input }) => staff.get.query(input)),
    fulfil: procedure({ permission: 'orders:fulfil' })
      .input(order.fulfilInput)
      .output(order.order)
      .mutation(({ input }) => staff.fulfil.mutate(input, repeatable(input))),
    deliver: procedure({ permission: 'orders:fulfil' })
      .input(order.deliverInput)
      .output(order.order)
      .mutation(({ input }) => staff.deliver.mutate(input, repeatable(input))),
    refund: procedure({ permission: 'orders:refund' })
      .input(order.refundInput)
      .output(order.refund)
      .mutation(({ input }) => staff.refund.mutate(input, repeatable(input))),
    previewEdit: procedure({ permission: 'orders:write' })
      .input(edits.previewEditInput)
      .output(edits.editPreview)
      .query(({ input }) => staff.previewEdit.query(input)),
    edit: procedure({ permission: 'orders:write' })
      .input(edits.editOrderInput)
      .output(order.order)
      .mutation(({ input }) => staff.edit.mutate(input, repeatable(input))),
    withdrawEdit: procedure({ permission: 'orders:write' })
      .input(edits.withdrawEditInput)
      .output(order.order)
      .mutation(({ input }) => staff.withdrawEdit.mutate(input, repeatable(input))),
    cancel: procedure({ permission: 'orders:cancel' })
      .input(order.cancelOrderInput.omit({ orderToken: true }))
      .output(order.order)
      .mutation(({ input }) => staff.cancel.mutate(input, repeatable(input))),
    notes: procedure({ permission: 'orders:read' })
      .input(notes.notesInput)
      .output(notes.noteList)
      .query(({ input }) => staff.notes.query(input)),
    addNote: procedure({ permission: 'orders:note' })
      .input(newNoteInput)
      .output(notes.note)
      .mutation(({ input }) => addNote(services, input)),
  });
}

function adminProductsRouter({ clients }: GatewayServices) {
  const { router, procedure } = createTrpc();
  const { staff, inventory } = clients.product;
  return router({
    list: procedure({ permission: 'products:read' })
      .input(product.staffProductListInput)
      .output(product.staffProductList)
      .query(({ input }) => staff.list.query(input)),
    get: procedure({ permission: 'products:read' })
      .input(product.staffProductInput)
      .output(product.staffProduct)
      .query(({ input }) => staff.get.query(input)),
    create: procedure({ permission: 'products:write' })
      .input(product.createProductInput)
      .output(product.staffProduct)
      .mutation(({ input }) => staff.create.mutate(input, repeatable(input))),
    update: procedure({ permission: 'products:write' })
      .input(product.updateProductInput)
      .output(product.staffProduct)
      .mutation(({ input }) => staff.update.mutate(input)),
    updateVariant: procedure({ permission: 'products:write' })
      .input(product.updateVariantInput)
      .output(product.staffProduct)
      .mutation(({ input }) => staff.updateVariant.mutate(input)),
    adjustStock: procedure({ permission: 'inventory:write' })
      .input(product.adjustStockInput)
      .output(product.stockLevel)
      .mutation(({ input }) => inventory.adjust.mutate(input, repeatable(input))),
  });
}
