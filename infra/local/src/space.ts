import { mkdirSync, statfsSync } from 'node:fs';
import { SetupError } from '@tradewind/backends';

/** What data, logs and a build take together, in bytes. */
const needed = 1e9;

function freeBytes(folder: string): number {
  mkdirSync(folder, { recursive: true });
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** @throws SetupError saying how much is free and how much is needed, while the disk of a folder is nearly full. */
export function requireSpace(folder: string, free = freeBytes(folder)): void {
  if (free >= needed) return;
  throw new SetupError(`The disk is nearly full: ${Math.floor(free / 1e6)} MB are free in ${folder}, ${needed / 1e6} MB are needed.`);
}
