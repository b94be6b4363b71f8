import type { Metadata } from 'next';
import { ListPage } from '#parts/list-page.tsx';
import { CreatePromotion } from '#promotion/create-promotion.tsx';

export const metadata: Metadata = { title: 'New promotion' };

export default function NewPromotionPage() {
  return (
    <ListPage>
      <CreatePromotion />
    </ListPage>
  );
}
