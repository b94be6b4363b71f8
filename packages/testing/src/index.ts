export { freePort } from '@tradewind/backends';
export { createDatabase } from './create-database.ts';
export { documentedRetention } from './documented-retention.ts';
export { eventually } from './eventually.ts';
export { testKeys } from './keys.ts';
export { type OwnBackend, ownPostgres, ownRedis } from './own-backend.ts';
export { startProcess, type TestProcess } from './start-process.ts';
export { type Armed, type ArmedFault, armFault, type FaultKind, faultKinds, stepsEnv, takenSteps } from './steps.ts';
export { testKafka, testRedis } from './test-backends.ts';
