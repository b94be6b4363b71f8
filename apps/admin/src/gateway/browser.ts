import type { Procedure } from '@tradewind/client/call';
import { gatewayCalls } from '@tradewind/web/browser';

export const { query, mutate } = gatewayCalls<Procedure>();
