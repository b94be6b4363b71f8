import type { Metadata } from 'next';
import { ListPage } from '#parts/list-page.tsx';
import { ProductList } from '#product/product-list.tsx';

export const metadata: Metadata = { title: 'Products' };

export default function ProductsPage() {
  return (
    <ListPage>
      <ProductList />
    </ListPage>
  );
}
