/**
 * What is still to happen, earliest first: a binary heap in typed arrays. What was added first
 * comes first among events of one time.
 */
export class Agenda {
  #times: Float64Array;
  #items: Int32Array;
  #orders: Float64Array;
  #size = 0;
  #added = 0;

  constructor(capacity = 1024) {
    this.#times = new Float64Array(capacity);
    this.#items = new Int32Array(capacity);
    this.#orders = new Float64Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  /** The time of the earliest event; infinite where there is none. */
  get next(): number {
    return this.#size === 0 ? Infinity : this.#times[0]!;
  }

  add(time: number, item: number): void {
    if (this.#size === this.#times.length) this.#grow();
    let at = this.#size;
    this.#size += 1;
    const order = this.#added;
    this.#added += 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(time, order, parent)) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#set(at, time, item, order);
  }

  /** Takes the earliest event's item; -1 where there is none. */
  take(): number {
    if (this.#size === 0) return -1;
    const item = this.#items[0]!;
    this.#size -= 1;
    const last = this.#size;
    const time = this.#times[last]!;
    const order = this.#orders[last]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= last) break;
      if (
        child + 1 < last &&
        this.#before(this.#times[child + 1]!, this.#orders[child + 1]!, child)
      )
        child += 1;
      if (this.#before(time, order, child)) break;
      this.#move(child, at);
      at = child;
    }
    this.#set(at, time, this.#items[last]!, order);
    return item;
  }

  #before(time: number, order: number, other: number): boolean {
    const there = this.#times[other]!;
    return time < there || (time === there && order < this.#orders[other]!);
  }

  #move(from: number, to: number): void {
    this.#set(to, this.#times[from]!, this.#items[from]!, this.#orders[from]!);
  }

  #set(at: number, time: number, item: number, order: number): void {
    this.#times[at] = time;
    this.#items[at] = item;
    this.#orders[at] = order;
  }

  #grow(): void {
    const capacity = this.#times.length * 2;
    const times = new Float64Array(capacity);
    const items = new Int32Array(capacity);
    const orders = new Float64Array(capacity);
    times.set(this.#times);
    items.set(this.#items);
    orders.set(this.#orders);
    this.#times = times;
    this.#items = items;
    this.#orders = orders;
  }
}
