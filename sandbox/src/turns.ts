/** What is added comes out in its order, to one reader that waits for more. */
export class Turns<T> implements AsyncIterable<T> {
  readonly #waiting: T[] = [];
  #wake = Promise.withResolvers<void>();

  add(item: T): void {
    this.#waiting.push(item);
    this.#wake.resolve();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<T> {
    for (;;) {
      const item = this.#waiting.shift();
      if (item !== undefined) {
        yield item;
        continue;
      }
      await this.#wake.promise;
      this.#wake = Promise.withResolvers();
    }
  }
}
