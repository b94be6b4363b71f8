'use client';

export { default } from '#shell/shop-error.tsx';
