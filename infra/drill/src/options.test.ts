import { describe, expect, it } from 'vitest';
import { optionsFrom } from './options.ts';

describe('the options of a drill', () => {
  it('have defaults, and a seed of their own each time', () => {
    expect(optionsFrom([])).toMatchObject({ checkouts: 2_000, kills: 20, rate: 5, profile: 'embedded', planOnly: false });
    expect(optionsFrom(['--seed', '9']).seed).toBe(9);
    expect(Number.isSafeInteger(optionsFrom([]).seed)).toBe(true);
  });

  it('take a time in place of a rate', () => {
    expect(optionsFrom(['--checkouts', '300', '--seconds', '60']).rate).toBe(5);
  });

  it('may be for a processor that misbehaves, and end processes only when that is said', () => {
    expect(optionsFrom(['--processor'])).toMatchObject({ processor: true, kills: 0, checkouts: 2_000 });
    expect(optionsFrom(['--processor', '--kills', '5'])).toMatchObject({ processor: true, kills: 5 });
  });

  it('may be for breaking steps', () => {
    expect(optionsFrom(['--saga', '--only', 'order: '])).toMatchObject({ saga: true, only: 'order: ' });
  });

  it.each([
    [['--kills', 'many'], '--kills is not a whole number: many'],
    [['--checkouts', '0'], '--checkouts is one at least'],
    [['--rate', '0'], '--rate is not a positive number: 0'],
    [['--rate', '1', '--seconds', '1'], '--rate and --seconds say the same'],
    [['--only', 'order: '], '--only is for --saga'],
    [['--profile', 'half'], 'There is no profile half; there are: embedded, full'],
    [['--speed', '1'], "Unknown option '--speed'"],
  ])('refuse %j and say why', (args, message) => {
    expect(() => optionsFrom(args)).toThrow(message);
  });
});
