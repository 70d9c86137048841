import type { HostileClass } from './classes.ts';

/** How long each pair took, for the table at the end. */
export class Times {
  readonly #taken = new Map<HostileClass, { name: string; ms: number }[]>();

  add(of: HostileClass, name: string, ms: number): void {
    const taken = this.#taken.get(of) ?? [];
    taken.push({ name, ms });
    this.#taken.set(of, taken);
  }

  /** Class, programs, the seconds of all of them (two lanes spend two at a time), and the slowest. */
  table(): string {
    const seconds = (ms: number) => (ms / 1_000).toFixed(1);
    const rows = [...this.#taken].map(([of, taken]) => {
      const slowest = taken.toSorted((a, b) => b.ms - a.ms)[0];
      const sum = taken.reduce((all, { ms }) => all + ms, 0);
      return [of, String(taken.length), seconds(sum), slowest ? `${slowest.name} ${seconds(slowest.ms)}` : ''];
    });
    const all = [['class', 'programs', 'seconds', 'slowest'], ...rows];
    const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
    return `\n${all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n')}\n`;
  }
}
