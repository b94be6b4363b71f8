import type { Input, Order, OrderItem } from '#gateway/procedures.ts';

type Address = Order['shippingAddress'];
type Field = 'name' | 'line1' | 'line2' | 'city' | 'postalCode' | 'phone';
export type AddressDraft = Readonly<Record<Field, string>>;

/** A variant that is put on. */
interface AddedLine {
  readonly variantId: OrderItem['variantId'];
  readonly title: string;
  readonly quantity: number;
}

/** An edit as it is put together. */
export interface EditDraft {
  /** By line; those that stay as they are may be left out. */
  readonly quantities: Readonly<Record<string, number>>;
  readonly added: readonly AddedLine[];
  readonly address: AddressDraft;
}

/** The address as fields; its country and region stay. */
function addressDraft({ name, line1, line2 = '', city, postalCode, phone = '' }: Address): AddressDraft {
  return { name, line1, line2, city, postalCode, phone };
}

export function editDraft(order: Order): EditDraft {
  return { quantities: {}, added: [], address: addressDraft(order.shippingAddress) };
}

type Changes = Pick<Required<Input<'admin.orders.previewEdit'>>, 'items' | 'added'>;

/** The pieces that a draft changes. */
export function changesOf(order: Order, { quantities, added }: EditDraft): Changes {
  const items = order.items.flatMap(({ id, quantity }) => {
    const wanted = quantities[id] ?? quantity;
    return wanted === quantity ? [] : [{ itemId: id, quantity: wanted }];
  });
  return { items, added: added.map(({ variantId, quantity }) => ({ variantId, quantity })) };
}

/** The address that a draft changes it to, if it does, or what is missing of it, by field. */
export function changedAddress(
  order: Order,
  { address }: EditDraft,
): { address: Address | undefined } | { errors: Readonly<Record<string, string>> } {
  const text = (field: Field) => address[field].trim();
  const required = {
    name: 'Enter the name',
    line1: 'Enter the street and number',
    city: 'Enter the city',
    postalCode: 'Enter the postal code',
  };
  const errors = Object.fromEntries(Object.entries(required).filter(([field]) => !text(field as keyof typeof required)));
  if (Object.keys(errors).length > 0) return { errors };
  const was = addressDraft(order.shippingAddress);
  const { country, region } = order.shippingAddress;
  const fields = Object.keys(was) as Field[];
  if (fields.every((field) => text(field) === was[field])) return { address: undefined };
  const optional = { line2: text('line2') || undefined, phone: text('phone') || undefined, region };
  return {
    address: { name: text('name'), line1: text('line1'), city: text('city'), postalCode: text('postalCode'), country, ...optional },
  };
}
