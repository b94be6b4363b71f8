import { relayUpload } from '#gateway/relay-upload.ts';

/** Takes a picture (multipart: `file`, `alt`). */
export function POST(request: Request): Promise<Response> {
  return relayUpload(request, { path: '/admin/media', megabytes: 8, what: 'picture' });
}
