import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventTypes } from '@tradewind/contracts/events';
import { type StepService, stepServices } from './saga-shop.ts';

/** A step that the code of a service takes, by what it is in itself: where it is taken from is only seen when it is taken. */
export interface CodeStep {
  readonly service: StepService;
  readonly step: string;
  /** Only reads for whoever looks: nothing stays of it when it fails, so no story has to take it. */
  readonly onlyLooks: boolean;
}

interface Source {
  readonly file: string;
  readonly text: string;
}

const isTest = (file: string) => /(\.test\.ts|\/test-[^/]+\.ts)$/.test(file) || file.includes('/generated/');

function sourcesOf(root: string, service: StepService): Source[] {
  const folder = join(root, 'services', service, 'src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !isTest(`/${file}`));
  return files.map((file) => ({ file: join(folder, file), text: readFileSync(join(folder, file), 'utf8') }));
}

const all = (sources: readonly Source[], pattern: RegExp): string[] =>
  sources.flatMap(({ text }) => [...text.matchAll(pattern)].map((match) => match.slice(1).find((group) => group !== undefined) ?? ''));

const targets = /\b(user|product|order|payment|notification)\.(.+)$/;
const aliases = /const \{ ([\w, ]+) \} = (?:\w+\.)*clients\.(\w+)/g;

/**
 * What a call of another service is of, such as `order.cart.create`.
 * @throws Error for a call whose target cannot be told from its text: then this file must learn to
 */
function targetsIn({ file, text }: Source, verb: 'mutate' | 'query'): string[] {
  const known = [...text.matchAll(aliases)].flatMap(({ 1: names = '', 2: of, index }) =>
    names.split(', ').map((name) => ({ name, stands: `${of}.${name}`, index })),
  );
  const calls = text.matchAll(new RegExp(`([\\w.]+(?:\\s*\\.\\w+)*)\\s*\\.${verb}\\(`, 'g'));
  return [...calls].flatMap(({ 1: written = '', index: at }) => {
    const path = written.replaceAll(/\s/g, '');
    // Asked of whichever service somebody names: what operators do about parked events is no step of a purchase.
    if (path.startsWith('.messages.')) return [];
    const [first = '', ...rest] = path.split('.');
    const alias = known.findLast(({ name, index }) => name === first && index < at)?.stands;
    const [, service, procedure] = (alias === undefined ? targets : /^(\w+)\.(.+)$/).exec([alias ?? first, ...rest].join('.')) ?? [];
    if (service === undefined || procedure === undefined) throw new Error(`${file}: nobody can tell what ${path}.${verb}() calls`);
    return [`${service}.${procedure}`];
  });
}

/** `paymentIntents` and `PaymentIntents` as the processor's paths have them. */
const inSnakeCase = (name: string) => name.replaceAll(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

/** A call of the SDK as the request that it makes: `paymentIntents.confirm` is `POST /v1/payment_intents/:id/confirm`. */
function requestOf(call: string): string {
  const [resource = '', verb = ''] = call.split('.');
  const path = `/v1/${inSnakeCase(resource)}`;
  const [, listed] = /^list(\w+)$/.exec(verb) ?? [];
  if (listed) return `GET ${path}/:id/${inSnakeCase(listed)}`;
  switch (verb) {
    case 'create':
      return `POST ${path}`;
    case 'list':
      return `GET ${path}`;
    case 'update':
      return `POST ${path}/:id`;
    case 'retrieve':
      // There is one, without an id.
      if (resource === 'balance') return `GET ${path}`;
      return `GET ${path}/:id`;
    default:
      return `POST ${path}/:id/${verb}`;
  }
}

const isEvent = (type: string) => eventTypes.some((known) => known === type);

function stepsOf(sources: readonly Source[]): string[] {
  const named = (kind: string, names: readonly string[]) => names.map((name) => `${kind} ${name}`);
  return [
    ...named('effect', all(sources, /\bon\('([\w.]+)'/g).filter(isEvent)),
    ...named('publish', all(sources, /\btype: '([\w.]+)'/g).filter(isEvent)),
    ...named(
      'call',
      sources.flatMap((source) => targetsIn(source, 'mutate')),
    ),
    ...named('job', all(sources, /(?:'([\w-]+)'|\b([a-z]\w*)): \{\s*handle:/g)),
    ...named('enqueue', all(sources, /\benqueue\('([\w-]+)'/g)),
    ...named('ask', [...all(sources, /\bstripe\.(\w+\.\w+)\(/g).map(requestOf), ...all(sources, /kind: 'ask', names: \['([^']+)'\]/g)]),
    ...named('mail', all(sources, /kind: 'mail', names: \['([^']+)'\]/g)),
    ...named(
      'answer webhook',
      all(
        sources.filter(({ file }) => file.endsWith('webhook-event.ts')),
        /case '([\w.]+)':/g,
      ),
    ),
  ];
}

function answersOf(calls: readonly CodeStep[]): CodeStep[] {
  return calls.flatMap(({ step, onlyLooks }) => {
    const [, name, path] = /^call (\w+)\.(.+)$/.exec(step) ?? [];
    const service = stepServices.find((one) => one === name);
    return service === undefined ? [] : [{ service, step: `answer ${path}`, onlyLooks }];
  });
}

/**
 * Every step that the code of the services can take, read out of the code: which events each hears and tells, whom it calls and what it
 * answers, its jobs, what it asks the processor and hears of it, its mails. What a step writes and commits is inside of these.
 */
export function stepsInCode(root: string): CodeStep[] {
  const own = stepServices.flatMap((service): CodeStep[] => {
    const sources = sourcesOf(root, service);
    const looks = sources.flatMap((source) => targetsIn(source, 'query')).map((target) => `call ${target}`);
    return [
      ...stepsOf(sources).map((step) => ({ service, step, onlyLooks: false })),
      ...looks.map((step) => ({ service, step, onlyLooks: service === 'gateway' })),
    ];
  });
  const found = [...own, ...answersOf(own)].toSorted((left, right) => Number(right.onlyLooks) - Number(left.onlyLooks));
  return [...new Map(found.map((one) => [`${one.service}: ${one.step}`, one])).values()];
}
