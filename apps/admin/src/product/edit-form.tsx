'use client';

import { Button } from '@tradewind/ui/button';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { focusFirstError } from '@tradewind/ui/focus-first-error';
import { FormProblem } from '@tradewind/ui/form-problem';
import { type FormEvent, useRef, useState } from 'react';
import { useMay } from '#account/use-may.ts';
import { mutate } from '#gateway/browser.ts';
import type { Input, Picture, Product } from '#gateway/procedures.ts';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { type Basics, BasicsFields } from './basics-fields.tsx';
import { Pictures } from './pictures.tsx';

const shown = ['title', 'description', 'categoryId', 'status', 'taxClass'];

export function EditForm({ product }: { readonly product: Product }) {
  const mayWrite = useMay('products:write');
  const form = useRef<HTMLFormElement>(null);
  const [isTried, setTried] = useState(false);
  const [pictures, setPictures] = useState<readonly Picture[]>(product.images);
  const [basics, setBasics] = useState<Basics>(() => ({
    title: product.title,
    description: product.description,
    categoryId: product.categoryId ?? '',
    status: product.status,
    taxClass: product.taxClass,
  }));
  const save = useAction({
    send: (input: Input<'admin.products.update'>) => mutate('admin.products.update', input),
    done: 'Changes saved',
    refresh: [['product', product.id], ['products'], ['categories']],
  });
  const refused = refusalOf(save.error, (path) => shown.includes(path));
  const errors = isTried && !basics.title.trim() ? { title: 'Give it a name' } : refused.fields;

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!basics.title.trim()) focusFirstError(form.current);
    else if (!save.isPending) {
      save.mutate({
        productId: product.id,
        title: basics.title.trim(),
        description: basics.description.trim(),
        // The cast: the ids come from the list of categories.
        categoryId: basics.categoryId ? (basics.categoryId as NonNullable<Product['categoryId']>) : null,
        status: basics.status,
        taxClass: basics.taxClass,
        mediaIds: pictures.map(({ id }) => id),
      });
    }
  }

  return (
    <form ref={form} noValidate onSubmit={submit}>
      <fieldset disabled={!mayWrite} className="grid gap-5">
        <legend className="sr-only">About the product</legend>
        <FormProblem title="The changes were not saved" text={refused.rest} />
        <Card>
          <CardHeader>
            <CardTitle>About</CardTitle>
          </CardHeader>
          <CardContent className="grid gap-5">
            <BasicsFields value={basics} errors={errors} onChange={(to) => setBasics((last) => ({ ...last, ...to }))} />
          </CardContent>
        </Card>
        <Card>
          <CardHeader>
            <CardTitle>Pictures</CardTitle>
          </CardHeader>
          <CardContent>
            <Pictures pictures={pictures} isReadOnly={!mayWrite} onChange={setPictures} />
          </CardContent>
        </Card>
        {mayWrite && (
          <Button type="submit" size="lg" pending={save.isPending} className="sm:justify-self-end">
            Save changes
          </Button>
        )}
      </fieldset>
    </form>
  );
}
