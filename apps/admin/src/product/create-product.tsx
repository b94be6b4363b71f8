'use client';

import { Breadcrumbs } from '@tradewind/ui/breadcrumbs';
import { Button } from '@tradewind/ui/button';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { EmptyState } from '@tradewind/ui/empty-state';
import { focusFirstError } from '@tradewind/ui/focus-first-error';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Lock } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { useMay } from '#account/use-may.ts';
import { mutate } from '#gateway/browser.ts';
import type { NewProduct } from '#gateway/procedures.ts';
import { refusalOf } from '#parts/field-errors.ts';
import { PageHeader } from '#parts/page-header.tsx';
import { useAction } from '#parts/use-action.ts';
import { BasicsFields } from './basics-fields.tsx';
import { OptionsFields } from './options-fields.tsx';
import { Pictures } from './pictures.tsx';
import { emptyDraft, type ProductDraft, productInput } from './product-draft.ts';
import { VariantGridTable } from './variant-grid-table.tsx';

export function CreateProduct() {
  const mayWrite = useMay('products:write');
  if (!mayWrite) {
    return (
      <EmptyState as="h1" icon={<Lock />} title="This is not for your role" className="py-24">
        Products are made by those who keep the catalogue.
      </EmptyState>
    );
  }
  return (
    <>
      <Breadcrumbs items={[{ label: 'Products', href: '/products' }]} current="New product" link={Link} />
      <PageHeader title="New product" />
      <CreateForm />
    </>
  );
}

const shown =
  /^(title|description|categoryId|status|taxClass|options|options\.\d+\.(name|values)|variants\.\d+\.(sku|price|compareAtPrice|onHand|weightGrams)(\.amountMinor)?)$/;

function CreateForm() {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState<ProductDraft>(emptyDraft);
  const [isTried, setTried] = useState(false);
  const change = (to: Partial<ProductDraft>) => setDraft((last) => ({ ...last, ...to }));
  const create = useAction({
    send: (input: NewProduct) => mutate('admin.products.create', input),
    done: ({ title }) => `${title} was created`,
    refresh: [['products'], ['categories']],
    onDone: ({ id }) => router.push(`/products/${id}`),
  });
  const checked = productInput(draft);
  const refused = refusalOf(create.error, (path) => shown.test(path));
  const errors = isTried && 'errors' in checked ? checked.errors : refused.fields;

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if ('errors' in checked) focusFirstError(form.current);
    else if (!create.isPending) create.mutate(checked.input);
  }

  return (
    <form ref={form} noValidate onSubmit={submit} className="grid gap-5">
      <FormProblem title="The product was not created" text={refused.rest} />
      <Section title="Basics">
        <BasicsFields value={draft} errors={errors} onChange={change} />
      </Section>
      <Section title="Pictures">
        <Pictures pictures={draft.pictures} onChange={(next) => setDraft((last) => ({ ...last, pictures: next(last.pictures) }))} />
      </Section>
      <Section title="Options">
        <OptionsFields options={draft.options} errors={errors} onChange={(options) => change({ options })} />
      </Section>
      <Section title="Variants">
        <VariantGridTable draft={draft} errors={errors} onChange={change} />
      </Section>
      <Button type="submit" size="lg" pending={create.isPending} className="sm:justify-self-end">
        Create product
      </Button>
    </form>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-5">{children}</CardContent>
    </Card>
  );
}
