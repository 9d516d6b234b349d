/** A table of the mirror. Its keys in order are kept for as long as no key comes or goes. */
export class MirroredTable extends Map<string, object> {
  #sorted: string[] | undefined;

  /** The keys in order; not to be kept, as the table changes. */
  get sortedKeys(): readonly string[] {
    return (this.#sorted ??= [...this.keys()].sort());
  }

  override set(key: string, row: object): this {
    const sorted = this.#sorted;
    if (sorted !== undefined && !this.has(key)) {
      // Keys of what is recorded begin with the time: the new one is mostly the last.
      if (key > (sorted.at(-1) ?? '')) sorted.push(key);
      else this.#sorted = undefined;
    }
    return super.set(key, row);
  }

  override delete(key: string): boolean {
    const isGone = super.delete(key);
    if (isGone) this.#sorted = undefined;
    return isGone;
  }
}
