export { gatewayCalls, type Me } from './gateway-calls.ts';
export { shouldRetry } from './should-retry.ts';
export { useEnter } from './use-enter.ts';
export { meKey, useMe } from './use-me.ts';
