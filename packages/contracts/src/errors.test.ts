import { describe, expect, it } from 'vitest';
import { errorStatus, fromProblem, isErrorCode, TradewindError, toProblem } from './errors.ts';

describe('errors', () => {
  it('travel as problems and come back as what they were', () => {
    const lines = [{ variantId: 'var_1', sku: 'A', requested: 2, available: 1 }];
    const problem = toProblem(new TradewindError('OUT_OF_STOCK', 'One line is short', { lines }), 'trace');
    expect(problem).toMatchObject({
      type: 'urn:tradewind:error:out-of-stock',
      status: 409,
      code: 'OUT_OF_STOCK',
      detail: 'One line is short',
      traceId: 'trace',
      lines,
    });
    expect(fromProblem(JSON.parse(JSON.stringify(problem)))).toMatchObject({
      code: 'OUT_OF_STOCK',
      message: 'One line is short',
      extras: { lines },
    });
  });

  it('tell nothing of the inside when nobody knows them', () => {
    const problem = toProblem(new Error('connect ECONNREFUSED 10.0.0.7'), 'trace');
    expect(problem).toMatchObject({ code: 'INTERNAL', status: 500 });
    expect(JSON.stringify(problem)).not.toContain('10.0.0.7');
  });

  it('have a status of a problem each', () => {
    for (const [code, status] of Object.entries(errorStatus)) {
      expect(isErrorCode(code)).toBe(true);
      expect(status).toBeGreaterThanOrEqual(400);
    }
    expect(isErrorCode('toString')).toBe(false);
  });
});
