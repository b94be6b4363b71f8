import { sessionLayer } from '#session/layer.ts';

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return sessionLayer().orderEvents(request, (await params).id);
}
