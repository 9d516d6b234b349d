/** Fetches a known set of files and tells how far it is with all of them. */
export class Download {
  readonly #sizes: Readonly<Record<string, number>>;
  readonly #progress: (loaded: number, total: number) => void;
  readonly #fetch = globalThis.fetch.bind(globalThis);
  readonly #total: number;
  #loaded = 0;

  /** `sizes` has the bytes of each file by its address: a server that compresses does not tell. */
  constructor(
    sizes: Readonly<Record<string, number>>,
    progress: (loaded: number, total: number) => void,
  ) {
    this.#sizes = sizes;
    this.#progress = progress;
    this.#total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  }

  /** One of the files; rejects for any other address, and where the server does not have it. */
  async get(address: string): Promise<Response> {
    if (!Object.hasOwn(this.#sizes, address)) throw new Error(`${address} is not to be had`);
    const response = await this.#fetch(address);
    if (!response.ok || response.body === null) {
      throw new Error(`${address} could not be loaded: ${response.status}`);
    }
    const counted = response.body.pipeThrough(
      new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform: (piece, out) => {
          this.#loaded += piece.length;
          this.#progress(this.#loaded, this.#total);
          out.enqueue(piece);
        },
      }),
    );
    // WebAssembly compiles while it loads, if it is told that this is WebAssembly.
    const type = address.includes('.wasm') ? 'application/wasm' : 'application/octet-stream';
    return new Response(counted, { headers: { 'content-type': type } });
  }
}
