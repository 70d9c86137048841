import type { SandboxClock } from './clock.ts';

/** Something made ahead that can be used once. */
export interface Prepared {
  readonly ready: Promise<void>;
  /** Neither used nor gone. */
  readonly isWaiting: boolean;
  /** It does not wait for just any job any more. */
  assign(name: string): void;
  discard(): void;
}

interface Kind<T> {
  readonly key: string;
  readonly make: () => T;
  readonly waiting: { readonly item: T; readonly since: number }[];
}

export interface ShelfOptions {
  readonly clock: Pick<SandboxClock, 'monotonicMs'>;
  readonly size: number;
  /** How many kinds are kept, those asked for last. */
  readonly kinds: number;
  readonly maxAgeMs: number;
}

/** Prepared things by kind. What is asked for is what is made ahead. */
export class Shelf<T extends Prepared> {
  readonly #options: ShelfOptions;
  /** The one asked for last comes first. */
  #kinds: Kind<T>[] = [];

  constructor(options: ShelfOptions) {
    this.#options = options;
  }

  /** One that waits, the oldest first, under its new name; undefined where there is none. `make` is how more are made. */
  take(key: string, make: () => T, name: string): T | undefined {
    const kind = this.#kinds.find((each) => each.key === key) ?? { key, make, waiting: [] };
    const kinds = [kind, ...this.#kinds.filter((each) => each !== kind)];
    for (const dropped of kinds.slice(this.#options.kinds)) discardAll(dropped);
    this.#kinds = kinds.slice(0, this.#options.kinds);
    this.#prune();
    const found = kind.waiting.shift()?.item;
    found?.assign(name);
    return found;
  }

  /** Makes one of what is missing; undefined when nothing is. */
  add(): T | undefined {
    this.#prune();
    const kind = this.#kinds.find(({ waiting }) => waiting.length < this.#options.size);
    if (!kind) return undefined;
    const item = kind.make();
    kind.waiting.push({ item, since: this.#options.clock.monotonicMs() });
    return item;
  }

  /** Forgets kinds as well: whoever asks next says what is wanted. */
  clear(): void {
    for (const kind of this.#kinds) discardAll(kind);
    this.#kinds = [];
  }

  #prune(): void {
    const now = this.#options.clock.monotonicMs();
    for (const { waiting } of this.#kinds) {
      for (const each of waiting.splice(0)) {
        if (each.item.isWaiting && now - each.since < this.#options.maxAgeMs) waiting.push(each);
        else each.item.discard();
      }
    }
  }
}

function discardAll<T extends Prepared>(kind: Kind<T>): void {
  for (const { item } of kind.waiting.splice(0)) item.discard();
}
