import { relayUpload } from '#gateway/relay-upload.ts';

/** Takes a file of a dispute's evidence (multipart: `kind`, `file`). */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  return relayUpload(request, { path: `/admin/disputes/${encodeURIComponent(id)}/files`, megabytes: 5, what: 'file' });
}
