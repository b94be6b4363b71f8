import NextAuth from 'next-auth';
import { readEnv } from '#env.ts';
import { sessionLayer } from '#session/layer.ts';

async function handler(request: Request, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  process.env.NEXTAUTH_URL ??= readEnv().publicUrl;
  return NextAuth(sessionLayer().authOptions)(request, context);
}

export { handler as GET, handler as POST };
