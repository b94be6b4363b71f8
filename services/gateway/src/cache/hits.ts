import { LRUCache } from 'lru-cache';
import type { Answer } from './answer-cache.ts';
import { combine, join, type View } from './view.ts';

const maxAddresses = 20_000;
const maxAddressLength = 1_024;

/**
 * Which view an address asks for, learned from requests that went the whole way: their input was good, so the next request
 * of the very same address needs no parsing, no routing and no check.
 */
export function createHits() {
  const views = new LRUCache<string, View>({ max: maxAddresses });
  return {
    /** Learns that this address, path and query as they were sent, asks for this view. */
    remember(address: string, view: View): void {
      if (address.length <= maxAddressLength && !views.has(address)) views.set(address, view);
    },
    /** The answer, if the address is known and its answer is there. */
    find: (address: string): Answer | null => views.get(address)?.peek() ?? null,
  };
}

export type Hits = ReturnType<typeof createHits>;

/** The view as tRPC puts it on the wire; in a list when it was asked for as a batch of one. */
export function onTrpcWire(view: View, batch: boolean): View {
  return combine([view], ([answer]) => (batch ? join`[{"result":{"data":${answer?.body}}}]` : join`{"result":{"data":${answer?.body}}}`));
}
