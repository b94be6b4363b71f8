import { describe, expect, it } from 'vitest';
import { cn } from './cn.ts';

describe('class names', () => {
  it('are joined without what is false', () => expect(cn('flex', false, null, ['gap-2', { hidden: false }])).toBe('flex gap-2'));

  it.each([
    ['bg-primary bg-on-deep', 'bg-on-deep'],
    ['h-13 px-6 h-11.5', 'px-6 h-11.5'],
    ['h-4 w-4 size-6', 'size-6'],
    ['px-5 pt-5 p-0', 'p-0'],
    ['p-5 px-2', 'p-5 px-2'],
    ['text-sm text-muted text-danger', 'text-sm text-danger'],
    ['text-[0.9375rem] text-base', 'text-base'],
    ['text-center text-sm text-ink', 'text-center text-sm text-ink'],
    ['border border-line border-danger border-2', 'border-danger border-2'],
    ['border-b border-t', 'border-b border-t'],
    ['hover:bg-sunken bg-surface hover:bg-white', 'bg-surface hover:bg-white'],
    ['inline-flex hidden lg:block', 'hidden lg:block'],
    ['relative absolute', 'absolute'],
    ['[&_svg]:size-4 [&_svg]:size-5', '[&_svg]:size-5'],
    ['font-medium font-semibold font-sans', 'font-semibold font-sans'],
    ['rounded-control rounded-l-control rounded-full', 'rounded-l-control rounded-full'],
    ['max-w-lg w-full max-w-md', 'w-full max-w-md'],
    ['mt-2 -mt-1 ml-auto', '-mt-1 ml-auto'],
    ['data-[state=open]:opacity-0 opacity-100', 'data-[state=open]:opacity-0 opacity-100'],
  ])('%s → %s', (given, expected) => expect(cn(given)).toBe(expected));
});
