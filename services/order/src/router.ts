import { drafts, edits, invoices, notes, order, parcels, primitives, promotion, returns, settings } from '@tradewind/contracts/schemas';
import { createMessagesRouter, type MessagesContext } from '@tradewind/messaging';
import { createTrpc } from '@tradewind/service';
import { addItem } from './cart/add-item.ts';
import { applyPromotion, removePromotion } from './cart/apply-promotion.ts';
import { enterGiftCard, takeOutGiftCard, useStoreCredit } from './cart/cart-credit.ts';
import { changeCurrency } from './cart/change-currency.ts';
import { claimCart } from './cart/claim-cart.ts';
import { createCart } from './cart/create-cart.ts';
import { getCart, getCurrentCart } from './cart/get-cart.ts';
import { listShippingOptions } from './cart/list-shipping-options.ts';
import { updateItem } from './cart/update-item.ts';
import { lookAtDue } from './checkout/look-at-due.ts';
import { placeOrder } from './checkout/place-order.ts';
import { previewOrder } from './checkout/preview-order.ts';
import { discardDraft } from './draft/discard-draft.ts';
import { getDraft } from './draft/get-draft.ts';
import { listDrafts } from './draft/list-drafts.ts';
import { createDraft, previewDraft, saveDraft } from './draft/save-draft.ts';
import { sendDraft } from './draft/send-draft.ts';
import { editOrder } from './edit/edit-order.ts';
import { previewEdit } from './edit/preview-edit.ts';
import { getInvoicePdf } from './invoice/get-invoice-pdf.ts';
import { listInvoices } from './invoice/list-invoices.ts';
import { addNote } from './note/add-note.ts';
import { listNotes } from './note/list-notes.ts';
import { cancelAnyOrder, cancelOwnOrder } from './order/cancel-order.ts';
import { deliverShipment } from './order/deliver-shipment.ts';
import { fulfilOrder } from './order/fulfil-order.ts';
import { getOrder } from './order/get-order.ts';
import { mailOrder } from './order/mail-order.ts';
import { listAllOrders, listOwnOrders } from './order/order-list.ts';
import { refundOrder } from './order/refund-order.ts';
import { trackParcel } from './parcel/track-parcel.ts';
import { createCustomerGroup, listCustomerGroups, updateCustomerGroup } from './promotion/customer-groups.ts';
import { listPromotions } from './promotion/list-promotions.ts';
import { createPromotion, getPromotion, updatePromotion } from './promotion/save-promotion.ts';
import { addReturnPicture } from './return/add-return-picture.ts';
import { approveReturn } from './return/approve-return.ts';
import { cancelReturn } from './return/cancel-return.ts';
import { closeReturn } from './return/close-return.ts';
import { getReturn } from './return/get-return.ts';
import { getReturnPicture } from './return/get-return-picture.ts';
import { listReturns } from './return/list-returns.ts';
import { receiveReturn } from './return/receive-return.ts';
import { refundReturn } from './return/refund-return.ts';
import { rejectReturn } from './return/reject-return.ts';
import { replaceReturn } from './return/replace-return.ts';
import { requestAnyReturn, requestReturn } from './return/request-return.ts';
import { listAllReturns } from './return/return-list.ts';
import { waiveReturn } from './return/waive-return.ts';
import { salesFigures } from './sales/sales-figures.ts';
import type { Services } from './services.ts';
import { listSettingsChanges } from './settings/list-changes.ts';
import { getSettings, shopSettings, updateSettings } from './settings/update-settings.ts';
import { withdrawEdit } from './supplement/withdraw-edit.ts';

const trpc = createTrpc();
const { router, procedure } = trpc;

/** A guest's cart is opened by its token, a customer's by who calls. */
function cartRouter(ctx: Services) {
  const open = procedure('public').output(order.cart);
  return router({
    create: open.input(order.createCartInput).mutation(({ input }) => createCart(ctx, input)),
    get: open.input(order.cartInput).query(({ input }) => getCart(ctx, input)),
    addItem: open.input(order.addItemInput).mutation(({ input }) => addItem(ctx, input)),
    updateItem: open.input(order.updateItemInput).mutation(({ input }) => updateItem(ctx, input)),
    removeItem: open.input(order.removeItemInput).mutation(({ input }) => updateItem(ctx, { ...input, quantity: 0 })),
    changeCurrency: open.input(order.changeCurrencyInput).mutation(({ input }) => changeCurrency(ctx, input)),
    applyPromotion: open.input(order.applyPromotionInput).mutation(({ input }) => applyPromotion(ctx, input)),
    removePromotion: open.input(order.removePromotionInput).mutation(({ input }) => removePromotion(ctx, input)),
    addGiftCard: open.input(order.addGiftCardInput).mutation(({ input }) => enterGiftCard(ctx, input)),
    removeGiftCard: open.input(order.removeGiftCardInput).mutation(({ input }) => takeOutGiftCard(ctx, input)),
    useStoreCredit: procedure('signed-in')
      .input(order.storeCreditInput)
      .output(order.cart)
      .mutation(({ input }) => useStoreCredit(ctx, input)),
    claim: procedure('signed-in')
      .input(order.claimCartInput)
      .output(order.cart)
      .mutation(({ input }) => claimCart(ctx, input)),
    current: procedure('signed-in')
      .output(order.currentCart)
      .query(() => getCurrentCart(ctx)),
    shippingOptions: procedure('public')
      .input(order.shippingOptionsInput)
      .output(order.shippingOptionList)
      .query(({ input }) => listShippingOptions(ctx, input)),
  });
}

/** What customers and guests do with their own orders. */
function ownOrderRouter(ctx: Services) {
  return router({
    get: procedure('public')
      .input(order.orderInput)
      .output(order.order)
      .query(({ input }) => getOrder(ctx, input)),
    list: procedure('signed-in')
      .input(order.orderListInput)
      .output(order.orderList)
      .query(({ input }) => listOwnOrders(ctx, input)),
    cancel: procedure('public')
      .input(order.cancelOrderInput)
      .output(order.order)
      .mutation(({ input }) => cancelOwnOrder(ctx, input)),
  });
}

function staffRouter(ctx: Services) {
  return router({
    list: procedure({ permission: 'orders:read' })
      .input(order.staffOrderListInput)
      .output(order.staffOrderList)
      .query(({ input }) => listAllOrders(ctx, input)),
    get: procedure({ permission: 'orders:read' })
      .input(order.orderInput)
      .output(order.order)
      .query(({ input }) => getOrder(ctx, input)),
    fulfil: procedure({ permission: 'orders:fulfil' })
      .input(order.fulfilInput)
      .output(order.order)
      .mutation(({ input }) => fulfilOrder(ctx, input)),
    deliver: procedure({ permission: 'orders:fulfil' })
      .input(order.deliverInput)
      .output(order.order)
      .mutation(({ input }) => deliverShipment(ctx, input)),
    refund: procedure({ permission: 'orders:refund' })
      .input(order.refundInput)
      .output(order.refund)
      .mutation(({ input }) => refundOrder(ctx, input)),
    previewEdit: procedure({ permission: 'orders:write' })
      .input(edits.previewEditInput)
      .output(edits.editPreview)
      .query(({ input }) => previewEdit(ctx, input)),
    edit: procedure({ permission: 'orders:write' })
      .input(edits.editOrderInput)
      .output(order.order)
      .mutation(({ input }) => editOrder(ctx, input)),
    withdrawEdit: procedure({ permission: 'orders:write' })
      .input(edits.withdrawEditInput)
      .output(order.order)
      .mutation(({ input }) => withdrawEdit(ctx, input)),
    cancel: procedure({ permission: 'orders:cancel' })
      .input(order.cancelOrderInput)
      .output(order.order)
      .mutation(({ input }) => cancelAnyOrder(ctx, input)),
    notes: procedure({ permission: 'orders:read' })
      .input(notes.notesInput)
      .output(notes.noteList)
      .query(({ input }) => listNotes(ctx, input)),
    addNote: procedure({ permission: 'orders:note' })
      .input(notes.addNoteInput)
      .output(notes.note)
      .mutation(({ input }) => addNote(ctx, input)),
    figures: procedure({ permission: 'orders:read' })
      .input(order.salesFiguresInput)
      .output(order.salesFigures)
      .query(({ input }) => salesFigures(ctx, input)),
  });
}

/** What staff put together before it is an order. */
function draftsRouter(ctx: Services) {
  const look = procedure({ permission: 'orders:read' });
  const write = procedure({ permission: 'orders:write' });
  return router({
    list: look
      .input(drafts.draftListInput)
      .output(drafts.draftList)
      .query(({ input }) => listDrafts(ctx, input)),
    get: look
      .input(drafts.draftInput)
      .output(drafts.draft)
      .query(({ input }) => getDraft(ctx, input)),
    // No query: an address has no place in a URL.
    preview: write
      .input(drafts.draftContent)
      .output(drafts.draftPricing)
      .mutation(({ input }) => previewDraft(ctx, input)),
    create: write
      .input(drafts.createDraftInput)
      .output(drafts.draft)
      .mutation(({ input }) => createDraft(ctx, input)),
    update: write
      .input(drafts.updateDraftInput)
      .output(drafts.draft)
      .mutation(({ input }) => saveDraft(ctx, input)),
    discard: write
      .input(drafts.discardDraftInput)
      .output(primitives.empty)
      .mutation(({ input }) => discardDraft(ctx, input)),
    send: write
      .input(drafts.sendDraftInput)
      .output(order.order)
      .mutation(({ input }) => sendDraft(ctx, input)),
  });
}

function promotionRouter(ctx: Services) {
  return router({
    list: procedure({ permission: 'promotions:read' })
      .input(promotion.promotionListInput)
      .output(promotion.promotionList)
      .query(({ input }) => listPromotions(ctx, input)),
    get: procedure({ permission: 'promotions:read' })
      .input(promotion.promotionInput)
      .output(promotion.promotion)
      .query(({ input }) => getPromotion(ctx, input)),
    create: procedure({ permission: 'promotions:write' })
      .input(promotion.createPromotionInput)
      .output(promotion.promotion)
      .mutation(({ input }) => createPromotion(ctx, input)),
    update: procedure({ permission: 'promotions:write' })
      .input(promotion.updatePromotionInput)
      .output(promotion.promotion)
      .mutation(({ input }) => updatePromotion(ctx, input)),
    groups: procedure({ permission: 'promotions:read' })
      .output(promotion.customerGroupList)
      .query(() => listCustomerGroups(ctx)),
    createGroup: procedure({ permission: 'promotions:write' })
      .input(promotion.createCustomerGroupInput)
      .output(promotion.customerGroup)
      .mutation(({ input }) => createCustomerGroup(ctx, input)),
    updateGroup: procedure({ permission: 'promotions:write' })
      .input(promotion.updateCustomerGroupInput)
      .output(promotion.customerGroup)
      .mutation(({ input }) => updateCustomerGroup(ctx, input)),
  });
}

function settingsRouter(ctx: Services) {
  return router({
    shop: procedure('public')
      .output(settings.shopSettings)
      .query(() => shopSettings(ctx)),
    get: procedure({ permission: 'settings:read' })
      .output(settings.settings)
      .query(() => getSettings(ctx)),
    update: procedure({ permission: 'settings:write' })
      .input(settings.updateSettingsInput)
      .output(settings.settings)
      .mutation(({ input }) => updateSettings(ctx, input)),
    changes: procedure({ permission: 'settings:read' })
      .input(settings.settingsChangeListInput)
      .output(settings.settingsChangeList)
      .query(({ input }) => listSettingsChanges(ctx, input)),
  });
}

/** What customers and guests send back. */
function ownReturnsRouter(ctx: Services) {
  return router({
    list: procedure('public')
      .input(returns.orderReturnsInput)
      .output(returns.orderReturns)
      .query(({ input }) => listReturns(ctx, input)),
    request: procedure('public')
      .input(returns.requestReturnInput)
      .output(returns.orderReturn)
      .mutation(({ input }) => requestReturn(ctx, input)),
    cancel: procedure('public')
      .input(returns.cancelReturnInput)
      .output(returns.orderReturn)
      .mutation(({ input }) => cancelReturn(ctx, input)),
    addPicture: procedure('public')
      .input(returns.addReturnPictureInput)
      .output(returns.returnPicture)
      .mutation(({ input }) => addReturnPicture(ctx, input)),
    picture: procedure('public')
      .input(returns.returnPictureInput)
      .output(returns.returnPicture)
      .query(({ input }) => getReturnPicture(ctx, input)),
  });
}

function staffReturnsRouter(ctx: Services) {
  const decide = procedure({ permission: 'returns:write' }).output(returns.orderReturn);
  return router({
    list: procedure({ permission: 'orders:read' })
      .input(returns.staffReturnListInput)
      .output(returns.staffReturnList)
      .query(({ input }) => listAllReturns(ctx, input)),
    get: procedure({ permission: 'orders:read' })
      .input(returns.returnInput)
      .output(returns.orderReturn)
      .query(({ input }) => getReturn(ctx, input)),
    request: decide.input(returns.requestAnyReturnInput).mutation(({ input }) => requestAnyReturn(ctx, input)),
    approve: decide.input(returns.approveReturnInput).mutation(({ input }) => approveReturn(ctx, input)),
    reject: decide.input(returns.decideReturnInput).mutation(({ input }) => rejectReturn(ctx, input)),
    replace: decide.input(returns.replaceReturnInput).mutation(({ input }) => replaceReturn(ctx, input)),
    waive: decide.input(returns.waiveReturnInput).mutation(({ input }) => waiveReturn(ctx, input)),
    close: decide.input(returns.decideReturnInput).mutation(({ input }) => closeReturn(ctx, input)),
    receive: procedure({ permission: 'returns:receive' })
      .input(returns.receiveReturnInput)
      .output(returns.orderReturn)
      .mutation(({ input }) => receiveReturn(ctx, input)),
    refund: procedure({ permission: 'orders:refund' })
      .input(returns.refundReturnInput)
      .output(order.refund)
      .mutation(({ input }) => refundReturn(ctx, input)),
  });
}

/** Everything that this service can be asked for. */
export function createOrderRouter(ctx: Services, messages: MessagesContext) {
  return router({
    messages: createMessagesRouter(trpc, messages),
    cart: cartRouter(ctx),
    checkout: router({
      // No query: an address has no place in a URL.
      preview: procedure('public')
        .input(order.previewInput)
        .output(order.checkoutPreview)
        .mutation(({ input }) => previewOrder(ctx, input)),
      place: procedure('public')
        .input(order.checkoutInput)
        .output(order.checkoutResult)
        .mutation(({ input }) => placeOrder(ctx, input)),
      // No query: it goes on with what was begun.
      due: procedure('public')
        .input(order.orderInput)
        .output(order.dueResult)
        .mutation(({ input }) => lookAtDue(ctx, input)),
    }),
    drafts: draftsRouter(ctx),
    order: ownOrderRouter(ctx),
    staff: staffRouter(ctx),
    promotion: promotionRouter(ctx),
    settings: settingsRouter(ctx),
    returns: ownReturnsRouter(ctx),
    staffReturns: staffReturnsRouter(ctx),
    invoices: router({
      list: procedure('public')
        .input(invoices.invoicesInput)
        .output(invoices.invoiceList)
        .query(({ input }) => listInvoices(ctx, input)),
      pdf: procedure('public')
        .input(invoices.invoicePdfInput)
        .output(invoices.invoicePdf)
        .query(({ input }) => getInvoicePdf(ctx, input)),
    }),
    parcel: router({
      track: procedure('public')
        .input(parcels.trackInput)
        .output(parcels.parcel)
        .query(({ input }) => trackParcel(ctx, input)),
    }),
    mail: router({
      order: procedure({ callers: ['notification'] })
        .input(order.orderMailInput)
        .output(order.orderMail)
        .query(({ input }) => mailOrder(ctx, input)),
    }),
  });
}

export type OrderRouter = ReturnType<typeof createOrderRouter>;
