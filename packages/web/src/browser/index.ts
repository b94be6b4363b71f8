export { gatewayCalls, type Me } from './gateway-calls.ts';
export { savePdf } from './save-pdf.ts';
export { shouldRetry } from './should-retry.ts';
export { useEnter } from './use-enter.ts';
export { meKey, useMe } from './use-me.ts';
