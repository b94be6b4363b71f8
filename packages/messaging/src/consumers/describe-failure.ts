import { z } from 'zod';

const longest = 500;
const shownIssues = 5;

/** The frames that some libraries put into a message: `at place (file:1:2)`. */
const frames = /\n\s+at .*$/s;

/** What is kept of a failure for people to read: what was the matter, without a stack. At most 500 characters. */
export function describeFailure(error: unknown): string {
  if (error instanceof z.ZodError) {
    const issues = error.issues.slice(0, shownIssues).map(({ path, message }) => `${path.join('.') || 'the event'}: ${message}`);
    return `The event does not fit its schema. ${issues.join('; ')}`.slice(0, longest);
  }
  return (error instanceof Error ? error.message : 'something was thrown that is not an error').replace(frames, '').slice(0, longest);
}
