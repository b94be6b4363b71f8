import type { Metadata } from 'next';
import { ListPage } from '#parts/list-page.tsx';
import { PromotionList } from '#promotion/promotion-list.tsx';

export const metadata: Metadata = { title: 'Promotions' };

export default function PromotionsPage() {
  return (
    <ListPage>
      <PromotionList />
    </ListPage>
  );
}
