import { type ReactNode, useId } from 'react';

export function CheckoutSection({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-4 font-semibold text-heading">
        {title}
      </h2>
      {children}
    </section>
  );
}
