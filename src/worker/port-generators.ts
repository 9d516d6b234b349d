import type { GeneratedItem } from '../learning/generators/generator';

/** What the page asks the generators' Worker for. */
export interface GenerateRequest {
  readonly name: string;
  readonly seed: number;
}

/** Its answer: an item, or why there is none. */
export type GenerateReply = { readonly item: GeneratedItem } | { readonly error: string };

/** Makes an item in a Worker, which the engine is loaded into: the page goes on meanwhile. */
export async function generateItem(request: GenerateRequest): Promise<GeneratedItem> {
  const [reply = { error: 'The generator could not be loaded.' }] = await generateItems([request]);
  if ('item' in reply) return reply.item;
  throw new Error(reply.error);
}

/**
 * Makes several items one after the other in one Worker, and tells of each as it is there, by its place
 * among the requests. The answers come in the order of the requests.
 */
export function generateItems(
  requests: readonly GenerateRequest[],
  tell: (reply: GenerateReply, at: number) => void = () => undefined,
): Promise<readonly GenerateReply[]> {
  const worker = new Worker(new URL('./generator-worker.ts', import.meta.url), {
    type: 'module',
    name: 'generator',
  });
  return new Promise<readonly GenerateReply[]>((resolve, reject) => {
    const replies: GenerateReply[] = [];
    const next = () => {
      const request = requests[replies.length];
      if (request === undefined) resolve(replies);
      else worker.postMessage(request);
    };
    worker.addEventListener('message', ({ data }: MessageEvent<GenerateReply>) => {
      replies.push(data);
      tell(data, replies.length - 1);
      next();
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      reject(new Error('The generator could not be loaded.'));
    });
    next();
  }).finally(() => worker.terminate());
}
