import { nextConfig } from '@tradewind/web/next-config';
import type { NextConfig } from 'next';

export default nextConfig satisfies NextConfig;
