/** What is going on, for a person who waits; standard output is for the result alone. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
