import { conductDrill } from './conduct-drill.ts';
import { optionsFrom, UsageError } from './options.ts';
import { runSagas } from './saga/run-sagas.ts';

try {
  const options = optionsFrom(process.argv.slice(2));
  process.exit((await (options.saga ? runSagas(options) : conductDrill(options))) ? 0 : 1);
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error);
  // Shoppers that are still on their way would keep it alive.
  process.exit(1);
}
