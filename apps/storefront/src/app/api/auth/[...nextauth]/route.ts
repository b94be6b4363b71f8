import NextAuth from 'next-auth';
import { readEnv } from '#env.ts';
import { authOptions } from '#session/auth-options.ts';

async function handler(request: Request, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  process.env.NEXTAUTH_URL ??= readEnv().publicUrl;
  return NextAuth(authOptions())(request, context);
}

export { handler as GET, handler as POST };
