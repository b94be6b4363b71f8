import type { Answer } from './answer-cache.ts';

/** One public answer: given at once from the cache, or waited for. */
export interface View {
  /** The answer if it is there and fresh enough; never waits. */
  peek(): Answer | null;
  /** @throws TradewindError what the service behind it answers, such as NOT_FOUND. */
  read(): Promise<Answer>;
}

const nothing: Answer = { body: Buffer.from('{"items":[]}'), etag: '"nothing"' };

/** A view whose absence is no reason to fail or to wait: an empty list stands in after `timeoutMs`, while it loads on. */
export function optional(view: View, timeoutMs: number): View {
  return {
    peek: view.peek,
    async read() {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<Answer>((resolve) => {
        timer = setTimeout(resolve, timeoutMs, nothing);
      });
      try {
        return await Promise.race([view.read().catch(() => nothing), late]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** Several views as one, read in parallel and put together as text. Its tag is made of theirs. */
export function combine(views: readonly View[], compose: (answers: readonly Answer[]) => Buffer): View {
  const together = (answers: readonly Answer[]): Answer => ({
    body: compose(answers),
    etag: `"${answers.map(({ etag }) => etag.slice(1, -1)).join('.')}"`,
  });
  return {
    peek() {
      const answers: Answer[] = [];
      for (const view of views) {
        const answer = view.peek();
        if (!answer) return null;
        answers.push(answer);
      }
      return together(answers);
    },
    read: async () => together(await Promise.all(views.map((view) => view.read()))),
  };
}

const itemsMemo = new WeakMap<Answer, Buffer>();

/** The JSON text of a list's `items`. */
export function itemsOf(answer: Answer | undefined): Buffer {
  const list = answer ?? nothing;
  const known = itemsMemo.get(list);
  if (known) return known;
  const { items } = JSON.parse(list.body.toString()) as { items: unknown[] };
  const text = Buffer.from(JSON.stringify(items));
  itemsMemo.set(list, text);
  return text;
}

const empty = Buffer.alloc(0);

/** Puts JSON texts between the parts of a template. */
export function join(parts: TemplateStringsArray, ...texts: (Buffer | undefined)[]): Buffer {
  return Buffer.concat(parts.flatMap((part, index) => [Buffer.from(part), texts[index] ?? empty]));
}
