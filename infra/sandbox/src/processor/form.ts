import { invalid } from './errors.ts';

/** What Stripe's bracketed forms decode to. */
type FormValue = string | FormValue[] | Form;
export interface Form {
  [name: string]: FormValue | undefined;
}

/** Decodes `a[b][0]=c` as Stripe's SDKs write it; also used for query strings. */
export function parseForm(text: string): Form {
  const form: Form = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    const path = name.replaceAll(']', '').split('[');
    if (path.length > 8 || path.includes('__proto__')) throw invalid('Invalid request parameters', { param: name });
    put(form, path, value);
  }
  return form;
}

function put(target: Form, path: string[], value: string): void {
  const [name = '', ...rest] = path;
  if (rest.length === 0) {
    target[name] = value;
    return;
  }
  if (rest.length === 1 && (rest[0] === '' || /^\d+$/.test(rest[0] ?? ''))) {
    const list = Array.isArray(target[name]) ? target[name] : [];
    target[name] = [...list, value];
    return;
  }
  const inner = target[name];
  const next: Form = isForm(inner) ? inner : Object.create(null);
  target[name] = next;
  put(next, rest, value);
}

function isForm(value: FormValue | undefined): value is Form {
  return typeof value === 'object' && !Array.isArray(value);
}

export function text(form: Form, name: string): string | undefined {
  const value = form[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') throw invalid(`Invalid string: ${name}`, { param: name });
  return value;
}

export function flag(form: Form, name: string): boolean {
  return text(form, name) === 'true';
}

/** A positive integer of minor units. */
export function amount(form: Form, name: string): number | undefined {
  const value = text(form, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!/^-?\d+$/.test(value) || !Number.isSafeInteger(number)) {
    throw invalid(`Invalid integer: ${value}`, { code: 'parameter_invalid_integer', param: name });
  }
  if (number < 1) throw invalid('This value must be greater than or equal to 1.', { code: 'parameter_invalid_integer', param: name });
  if (number > 99_999_999_99) throw invalid('Amount must be no more than $99,999,999.99', { code: 'amount_too_large', param: name });
  return number;
}

export function required<Value>(value: Value | undefined, param: string): Value {
  if (value === undefined) throw invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  return value;
}

export function inner(form: Form, name: string): Form | undefined {
  const value = form[name];
  return isForm(value) ? value : undefined;
}

export function list(form: Form, name: string): string[] {
  const value = form[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Metadata is merged key by key; an empty value removes its key. */
export function metadata(form: Form, before: Record<string, string> = {}): Record<string, string> {
  const merged = { ...before };
  for (const [key, value] of Object.entries(inner(form, 'metadata') ?? {})) {
    if (typeof value !== 'string') throw invalid('Metadata values must be strings', { param: 'metadata' });
    if (value === '') delete merged[key];
    else merged[key] = value;
  }
  return merged;
}
