import type { Metadata } from 'next';
import { ListPage } from '#parts/list-page.tsx';
import { CreateProduct } from '#product/create-product.tsx';

export const metadata: Metadata = { title: 'New product' };

export default function NewProductPage() {
  return (
    <ListPage>
      <CreateProduct />
    </ListPage>
  );
}
