import { refuse } from '@tradewind/web';
import { revalidateTag } from 'next/cache';
import { readEnv } from '#env.ts';
import { isSigned, tagsOf } from '#relay/revalidate.ts';

/** The gateway, having heard a product event, tells which pages are old: the next visitor of each gets a new one. */
export async function POST(request: Request): Promise<Response> {
  const body = await request.text();
  if (!isSigned(body, request.headers.get('x-tradewind-signature'), readEnv().revalidateSecret)) {
    return refuse('UNAUTHENTICATED', 'The signature does not fit.');
  }
  const tags = tagsOf(body);
  if (!tags) return refuse('INVALID_INPUT', 'tags: is not a list of tags');
  for (const tag of tags) revalidateTag(tag, { expire: 0 });
  return new Response(null, { status: 204 });
}
