import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/**
 * Tells a request's client address: the connection's, or, while that is a trusted proxy's, the one before it in
 * `X-Forwarded-For`, from the right, so that what a client writes there itself is never believed.
 *
 * @param trustedProxies addresses or CIDR ranges, comma-separated
 */
export function createClientAddress(trustedProxies: string | undefined): (request: IncomingMessage) => string {
  const direct = (request: IncomingMessage) => request.socket.remoteAddress ?? '';
  if (!trustedProxies) return direct;
  const trusted = blockListOf(trustedProxies);
  const isTrusted = (address: string) => {
    const plain = address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
    const version = isIP(plain);
    return version !== 0 && trusted.check(plain, version === 6 ? 'ipv6' : 'ipv4');
  };
  return function clientAddress(request) {
    const hops = String(request.headers['x-forwarded-for'] ?? '')
      .split(',')
      .map((hop) => hop.trim())
      .filter((hop) => hop !== '');
    let address = direct(request);
    while (isTrusted(address)) {
      const before = hops.pop();
      if (before === undefined) break;
      address = before;
    }
    return address;
  };
}

function blockListOf(ranges: string): BlockList {
  const list = new BlockList();
  for (const range of ranges.split(',')) {
    const [address = '', bits] = range.trim().split('/');
    const version = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, version);
    else list.addSubnet(address, Number(bits), version);
  }
  return list;
}
