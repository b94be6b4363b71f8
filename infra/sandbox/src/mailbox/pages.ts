import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Letters } from './letters.ts';

const folder = join(import.meta.dirname, '../../static');
const files: Readonly<Record<string, { file: string; type: string }>> = {
  '/': { file: 'mailbox.html', type: 'text/html' },
  '/mailbox.js': { file: 'mailbox.js', type: 'text/javascript' },
  '/mailbox.css': { file: 'mailbox.css', type: 'text/css' },
};

/** What a letter may do when it is shown: bring its own styles and pictures, run nothing. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src * data:; connect-src 'self'; frame-src 'self'";

/** Adds the page that shows the letters, and their JSON. */
export function addMailbox(app: FastifyInstance, letters: Letters): void {
  for (const [url, { file, type }] of Object.entries(files)) {
    const content = readFileSync(join(folder, file));
    app.get(url, async (_request, reply) => reply.header('content-security-policy', policy).type(`${type}; charset=utf-8`).send(content));
  }
  app.get<{ Querystring: { to?: string; limit?: string } }>('/messages', async ({ query }) => ({
    items: letters.find({ to: query.to, limit: query.limit === undefined ? undefined : Number(query.limit) || undefined }),
  }));
  app.delete('/messages', async (_request, reply) => {
    letters.clear();
    return reply.code(204).send();
  });
}
