import { gatewayCalls } from '@tradewind/web/browser';
import type { ShopProcedure } from './procedures.ts';

export const { query, mutate } = gatewayCalls<ShopProcedure>();
