import { describe, expect, it } from 'vitest';
import { isSigned, signatureOf, tagsOf } from './revalidate.ts';

describe('the call that makes pages new', () => {
  const body = '{"tags":["product:teapot","catalog"]}';

  it('is believed by its signature alone', () => {
    const signature = signatureOf(body, 'secret');
    expect(isSigned(body, signature, 'secret')).toBe(true);
    expect(isSigned(`${body} `, signature, 'secret')).toBe(false);
    expect(isSigned(body, signature, 'other')).toBe(false);
    expect(isSigned(body, signature.slice(1), 'secret')).toBe(false);
    expect(isSigned(body, null, 'secret')).toBe(false);
    expect(isSigned(body, signatureOf(body, ''), '')).toBe(false);
  });

  it('names tags', () => {
    expect(tagsOf(body)).toEqual(['product:teapot', 'catalog']);
    for (const wrong of [
      '',
      '[]',
      'null',
      '{"tags":"catalog"}',
      '{"tags":[1]}',
      '{"tags":["a b"]}',
      `{"tags":[${'"a",'.repeat(200)}"a"]}`,
    ]) {
      expect(tagsOf(wrong)).toBeNull();
    }
  });
});
