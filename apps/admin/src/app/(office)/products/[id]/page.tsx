import type { Metadata } from 'next';
import { EditProduct } from '#product/edit-product.tsx';

export const metadata: Metadata = { title: 'Product' };

export default async function ProductPage({ params }: { params: Promise<{ id: string }> }) {
  return <EditProduct id={(await params).id} />;
}
