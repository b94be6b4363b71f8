/** What both apps tell Next. */
export const nextConfig = {
  transpilePackages: ['@tradewind/ui', '@tradewind/money', '@tradewind/contracts', '@tradewind/client', '@tradewind/web'],
  // One registry for the metrics port and the routes that write into it.
  serverExternalPackages: ['prom-client'],
  poweredByHeader: false,
  reactStrictMode: true,
  // How long a cache before this app may show an old page while it asks for a new one, in seconds.
  expireTime: 600,
  // `check` does types, once for the whole house.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    // Pages live in memory: a restart renders them anew, so that nothing missed while away is shown for long.
    isrFlushToDisk: false,
  },
};
