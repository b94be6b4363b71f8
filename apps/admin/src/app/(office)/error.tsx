'use client';

export { default } from '#shell/office-error.tsx';
