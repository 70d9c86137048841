/** Remembers what was loaded last, by key. Many who ask for the same at once share one loading; a failed one is forgotten. */
export class Recent<T> {
  readonly #limit: number;
  readonly #load: (key: string) => Promise<T>;
  /** In the order of use, the last one at the end. */
  readonly #values = new Map<string, Promise<T>>();

  constructor(limit: number, load: (key: string) => Promise<T>) {
    this.#limit = limit;
    this.#load = load;
  }

  async get(key: string): Promise<T> {
    const value = this.#values.get(key) ?? this.#load(key);
    this.#values.delete(key);
    this.#values.set(key, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > this.#limit && oldest !== undefined) this.#values.delete(oldest);
    try {
      return await value;
    } catch (error) {
      if (this.#values.get(key) === value) this.#values.delete(key);
      throw error;
    }
  }
}
