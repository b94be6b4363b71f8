import Fastify from 'fastify';

// What the machine's HTTP can do at most: Fastify that answers with 8 KB of JSON and does nothing else.
const item = {
  id: 'prd_01',
  slug: 'a-lantern-for-the-porch',
  title: 'A lantern for the porch',
  price: { amountMinor: 1_999, currency: 'USD' },
  inStock: true,
};
const body = JSON.stringify({ items: Array.from({ length: Math.ceil(8_192 / JSON.stringify(item).length) }, () => item) });

const app = Fastify();
app.get('/', (_request, reply) => reply.header('content-type', 'application/json').send(body));
await app.listen({ host: '127.0.0.1', port: Number(process.env.BARE_PORT) });
process.send?.('listening');
