/** What is going on and since when, for a person who waits; standard output is for the result alone. */
export function say(text: string): void {
  process.stderr.write(`${(performance.now() / 1_000).toFixed(0).padStart(4)} s  ${text}\n`);
}
