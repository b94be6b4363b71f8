export { default, metadata } from './(shop)/not-found.tsx';
