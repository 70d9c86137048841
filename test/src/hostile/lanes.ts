import { Lab } from '@twohours/sandbox/testing/lab';

/** So many pairs at a time: twice as many programs, on machines with two cores. */
const LANES = 2;

/** Labs, each for one pair at a time, so that what is left in one is its pair's. */
export class Lanes {
  readonly #labs: readonly Lab[];
  readonly #free: Lab[];
  readonly #waiting: ((lab: Lab) => void)[] = [];

  private constructor(labs: readonly Lab[]) {
    this.#labs = labs;
    this.#free = [...labs];
  }

  static async open(): Promise<Lanes> {
    return new Lanes(await Promise.all(Array.from({ length: LANES }, async () => Lab.open())));
  }

  async with<T>(use: (lab: Lab) => Promise<T>): Promise<T> {
    const lab = this.#free.pop() ?? (await new Promise<Lab>((resolve) => this.#waiting.push(resolve)));
    try {
      return await use(lab);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(lab);
      else this.#free.push(lab);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#labs.map(async (lab) => lab.close()));
  }
}
