import { observeCall } from '@tradewind/web/metrics';
import { sessionLayer } from '#session/layer.ts';

async function handler(request: Request, { params }: { params: Promise<{ procedure: string }> }): Promise<Response> {
  const { procedure } = await params;
  return observeCall(procedure, () => sessionLayer().relay(request, procedure));
}

export { handler as GET, handler as POST };
