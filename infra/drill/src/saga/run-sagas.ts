import { vitestSuite } from '@tradewind/local/suite';

/**
 * Breaks every step of every purchase in every way, as a suite of vitest's, which brings the backends; it prints what it does.
 * @returns whether all held
 */
export async function runSagas({ only }: { only: string | undefined }): Promise<boolean> {
  const environment: Record<string, string> = only === undefined ? {} : { SAGA_ONLY: only };
  const { failed } = await vitestSuite('sagas', ['--config', 'infra/drill/vitest.config.ts', 'every-step'], environment);
  return failed === 0;
}
