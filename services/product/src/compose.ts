import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/prisma/client.ts';
import type { Services } from './services.ts';

/** Prisma works over the database's own pool, so a process has one number of connections to reckon with. */
export function composeServices({ db, mediaDir, publicApiUrl }: Omit<Services, 'prisma'>): Services {
  const prisma = new PrismaClient({ adapter: new PrismaPg(db.pool) });
  return { db, prisma, mediaDir, publicApiUrl: publicApiUrl.replace(/\/$/, '') };
}
