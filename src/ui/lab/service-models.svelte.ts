import { SvelteMap } from 'svelte/reactivity';
import type { ApiModel, ServiceName } from '../../engine/api/index';

/**
 * The API models of the services that messages go to: they say what of a message is sensitive.
 * Each comes over the network when a message of its service is first shown.
 */
export class ServiceModels {
  readonly loaded = new SvelteMap<string, ApiModel>();
  #asked: readonly string[] = [];

  /** Sees to it that the models of these services get there. */
  need(services: Iterable<string>): void {
    for (const service of services) {
      if (this.#asked.includes(service)) continue;
      this.#asked = [...this.#asked, service];
      void this.#load(service);
    }
  }

  async #load(service: string): Promise<void> {
    try {
      const { loadModel, serviceNames } = await import('../../engine/api/index');
      if (!serviceNames.includes(service as ServiceName)) return;
      this.loaded.set(service, await loadModel(service as ServiceName));
    } catch {
      // Without the network the view does without; the next message asks again.
      this.#asked = this.#asked.filter((asked) => asked !== service);
    }
  }
}
