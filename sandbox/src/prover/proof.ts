/** One thing that keeps a proof from holding, for the author. */
export interface Finding {
  /** A solution, a test or a file with its line. */
  readonly where: string;
  readonly what: string;
  /** What a test printed. */
  readonly output?: string;
}

/** One of the seven. It holds when it was tried and nothing was found. */
export interface Proof {
  readonly number: number;
  readonly what: string;
  readonly isTried: boolean;
  /** In a few words, what was seen. */
  readonly seen: string;
  readonly findings: readonly Finding[];
}

export function holds(proof: Proof): boolean {
  return proof.findings.length === 0;
}

/** `2 tests`, `1 test`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
