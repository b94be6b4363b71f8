import type { NotificationRouter } from '@tradewind/notification/contract';
import type { OrderRouter } from '@tradewind/order/contract';
import type { PaymentRouter } from '@tradewind/payment/contract';
import type { ProductRouter } from '@tradewind/product/contract';
import { createServiceClient, type ServiceSigner } from '@tradewind/service';
import type { UserRouter } from '@tradewind/user/contract';

/** Where each service is. */
export interface ServiceUrls {
  readonly user: string;
  readonly product: string;
  readonly order: string;
  readonly payment: string;
  readonly notification: string;
}

/** Typed clients of all services. Each call travels as the actor of the call under way. */
export function createClients(urls: ServiceUrls, signer: ServiceSigner) {
  return {
    user: createServiceClient<UserRouter>({ service: 'user', url: urls.user, signer }),
    product: createServiceClient<ProductRouter>({ service: 'product', url: urls.product, signer }),
    order: createServiceClient<OrderRouter>({ service: 'order', url: urls.order, signer }),
    payment: createServiceClient<PaymentRouter>({ service: 'payment', url: urls.payment, signer }),
    notification: createServiceClient<NotificationRouter>({ service: 'notification', url: urls.notification, signer }),
  };
}

export type Clients = ReturnType<typeof createClients>;
