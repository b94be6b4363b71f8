import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stepsInCode } from './code-steps.ts';
import { aside, compareSteps, labelOf, onlyAfterFaults } from './compare-steps.ts';

const code = stepsInCode(join(import.meta.dirname, '../../../..'));
const excused = new Set([...Object.keys(aside), ...onlyAfterFaults]);
/** As if a story had taken every step that one must take, each inside of another, and for the second time. */
const taken = code
  .filter(({ service, step, onlyLooks }) => !onlyLooks && !excused.has(`${service}: ${step}`))
  .map(({ service, step }) => ({ service, step: `answer checkout.place > ${step} (2)` }));

describe('the steps that were taken', () => {
  it('are all of the code, if each is told', () => {
    expect(taken.length).toBeGreaterThan(70);
    expect(compareSteps(code, taken)).toEqual({ untold: [], unread: [], stale: [] });
  });

  it('lack one that no story takes', () => {
    const without = taken.filter(({ step }) => labelOf(step) !== 'effect payment.captured');
    expect(compareSteps(code, without).untold).toEqual(['order: effect payment.captured']);
  });

  it('lack one that the code has learnt', () => {
    const more = [...code, { service: 'order', step: 'effect inventory.reservation_expired', onlyLooks: false } as const];
    expect(compareSteps(more, taken).untold).toEqual(['order: effect inventory.reservation_expired']);
  });

  it('hold one that reading the code did not find; statements and what the processor tells are not looked for', () => {
    const steps = ['job forgotten', 'job forgotten > commit', 'job forgotten > write UPDATE orders', 'answer webhook charge.succeeded'];
    const more = steps.map((step) => ({ service: 'order', step }) as const);
    expect(compareSteps(code, [...taken, ...more]).unread).toEqual(['order: job forgotten']);
  });

  it('set nothing aside that is told, or is not there any more', () => {
    const told = { service: 'gateway', step: 'call order.cart.claim' } as const;
    expect(compareSteps(code, [...taken, told]).stale).toEqual(['gateway: call order.cart.claim']);
    const without = code.filter(({ step }) => step !== 'call order.cart.claim');
    expect(compareSteps(without, taken).stale).toEqual(['gateway: call order.cart.claim']);
  });
});
