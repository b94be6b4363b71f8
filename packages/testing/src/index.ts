export { createDatabase } from './create-database.ts';
export { eventually } from './eventually.ts';
export { freePort } from './free-port.ts';
export { testKeys } from './keys.ts';
export { startProcess, type TestProcess } from './start-process.ts';
