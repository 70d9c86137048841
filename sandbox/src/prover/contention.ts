import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** Does `work` while somebody else wants every core of this machine. */
export async function spinning<T>(work: () => Promise<T>): Promise<T> {
  const spinners = Array.from({ length: availableParallelism() }, () => new Worker('for (;;);', { eval: true }));
  try {
    return await work();
  } finally {
    await Promise.all(spinners.map(async (spinner) => spinner.terminate()));
  }
}
