import type { GeneratedItem } from '../learning/generators/generator';

/** What the page asks the generators' Worker for. */
export interface GenerateRequest {
  readonly name: string;
  readonly seed: number;
}

/** Its answer: an item, or why there is none. */
export type GenerateReply = { readonly item: GeneratedItem } | { readonly error: string };

/** Makes an item in a Worker of its own, which the engine is loaded into: the page goes on meanwhile. */
export function generateItem(request: GenerateRequest): Promise<GeneratedItem> {
  const worker = new Worker(new URL('./generator-worker.ts', import.meta.url), {
    type: 'module',
    name: 'generator',
  });
  return new Promise<GeneratedItem>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<GenerateReply>) => {
      if ('item' in data) resolve(data.item);
      else reject(new Error(data.error));
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      reject(new Error('The generator could not be loaded.'));
    });
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
