import type { CompileJob, CompileWorker } from './compile-worker.ts';
import type { ContainerEnd } from './container.ts';

export interface CompileWorkersOptions {
  /** Kept ready, busy ones included. */
  readonly size: number;
  readonly make: (image: string) => CompileWorker;
}

/** The compile containers, each for one job at a time. */
export class CompileWorkers {
  readonly #options: CompileWorkersOptions;
  readonly #all = new Set<CompileWorker>();
  #image: string | undefined;

  constructor(options: CompileWorkersOptions) {
    this.#options = options;
  }

  async run(image: string, job: CompileJob): Promise<ContainerEnd> {
    const worker = this.#take(image);
    try {
      return await worker.run(job);
    } finally {
      if (worker.isOver || image !== this.#image) this.#drop(worker);
    }
  }

  /** Makes one more, once it is known of which image; undefined when there are enough. */
  add(): CompileWorker | undefined {
    this.#dropWhere((worker) => worker.isOver);
    if (this.#image === undefined || this.#all.size >= this.#options.size) return undefined;
    return this.#make(this.#image);
  }

  /** Those that are busy are dropped when they are done. */
  clear(): void {
    this.#image = undefined;
    this.#dropWhere(() => true);
  }

  #take(image: string): CompileWorker {
    if (image !== this.#image) this.clear();
    this.#image = image;
    for (const worker of this.#all) if (!worker.isBusy && !worker.isOver) return worker;
    return this.#make(image);
  }

  #make(image: string): CompileWorker {
    const worker = this.#options.make(image);
    this.#all.add(worker);
    return worker;
  }

  #dropWhere(isMeant: (worker: CompileWorker) => boolean): void {
    for (const worker of this.#all) if (!worker.isBusy && isMeant(worker)) this.#drop(worker);
  }

  #drop(worker: CompileWorker): void {
    this.#all.delete(worker);
    worker.discard();
  }
}
