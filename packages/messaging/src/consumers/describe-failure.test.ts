import { expect, it } from 'vitest';
import { z } from 'zod';
import { describeFailure } from './describe-failure.ts';

it('keeps the message of a failure, and nothing of its stack', () => {
  expect(describeFailure(new Error('the shelf is closed'))).toBe('the shelf is closed');
  const wrapped = new Error(`the query failed\nin two lines\n${new Error('inner').stack}`);
  expect(describeFailure(wrapped)).toBe('the query failed\nin two lines\nError: inner');
  expect(describeFailure('a text')).toBe('something was thrown that is not an error');
  expect(describeFailure(new Error('x'.repeat(9_000)))).toHaveLength(500);
});

it('names the fields of an event that does not fit', () => {
  const { error } = z.object({ data: z.object({ lines: z.array(z.string()) }) }).safeParse({ data: { lines: [1] } });
  expect(describeFailure(error)).toBe('The event does not fit its schema. data.lines.0: Invalid input: expected string, received number');
});
