import { generators } from '../learning/generators/index';
import type { GenerateReply, GenerateRequest } from './port-generators';

async function generate({ name, seed }: GenerateRequest): Promise<GenerateReply> {
  try {
    const item = await generators.find((generator) => generator.name === name)?.generate(seed);
    return item === undefined ? { error: `There is no question ${name} ${seed}.` } : { item };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

self.addEventListener('message', ({ data }: MessageEvent<GenerateRequest>) => {
  void generate(data).then((reply) => self.postMessage(reply));
});
