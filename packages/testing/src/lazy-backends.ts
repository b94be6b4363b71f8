import { createServer } from 'node:http';
import { join } from 'node:path';
import { type Backend, freePort, MissingBackendError, startKafka, startRedis } from '@tradewind/backends';

export type LazyBackend = 'redis' | 'kafka';

/** What a worker is told: where it is, or why it cannot be had on this machine. */
export type Answer = { readonly url: string; readonly missing?: never } | { readonly missing: string; readonly url?: never };

/** Starts Redis and Kafka when a worker of the run first asks for them, at `GET /redis` and `GET /kafka`. */
export async function serveBackends(folder: string): Promise<{ url: string; stop(): Promise<void> }> {
  const running: Backend[] = [];
  const answers = new Map<LazyBackend, Promise<Answer>>();

  async function start(name: LazyBackend): Promise<Answer> {
    const place = { folder, logFile: join(folder, `${name}.log`), port: await freePort(), throwAway: true };
    try {
      const backend = await (name === 'redis' ? startRedis({ ...place, password: 'redis' }) : startKafka(place));
      running.push(backend);
      return { url: backend.url };
    } catch (error) {
      if (!(error instanceof MissingBackendError)) throw error;
      process.stderr.write(`Tests that need ${name} are skipped. ${error.message}\n`);
      return { missing: error.message };
    }
  }

  const server = createServer((request, response) => {
    const name = request.url === '/redis' ? 'redis' : 'kafka';
    const answer = answers.get(name) ?? start(name);
    answers.set(name, answer);
    answer.then(
      (said) => response.end(JSON.stringify(said)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.close();
      await Promise.allSettled(answers.values());
      await Promise.all(running.map((backend) => backend.stop()));
    },
  };
}
