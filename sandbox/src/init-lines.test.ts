import { expect, it } from 'vitest';
import { InitLines, LastWord, type Report } from './init-lines.ts';

const NONCE = 'n'.repeat(48);
const report = { type: 'ended', program: 0, code: 0, outOfMemory: 0, outOfProcesses: 0, wallMs: 1, cpuMs: 1, maxMemory: 1 };
const line = (nonce: string, code: number) => `\u001E${nonce} ${JSON.stringify({ ...report, code })}\n`;

function divide(text: string, size: number): { output: string; codes: number[] } {
  const codes: number[] = [];
  const output: Buffer[] = [];
  const lines = new InitLines(NONCE, { report: ({ code }: Report) => codes.push(code), output: (chunk) => output.push(Buffer.from(chunk)) });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) lines.feed(bytes.subarray(at, at + size));
  lines.finish();
  return { output: Buffer.concat(output).toString(), codes };
}

it('[C5] finds the lines of process 1 in what programs print, also behind half a line', () => {
  const text = `first\nhalf a line${line(NONCE, 7)}${line(NONCE, 8)}last`;
  for (let size = 1; size < text.length; size += 1) expect(divide(text, size)).toEqual({ output: 'first\nhalf a linelast', codes: [7, 8] });
});

it('[C6] takes a line without the nonce for output', () => {
  const forged = `${line('m'.repeat(48), 0)}\u001E\u001E${NONCE.slice(0, 47)} x\n`;
  for (const size of [1, 5, 1_000]) expect(divide(forged, size)).toEqual({ output: forged, codes: [] });
});

it('[C7] shows at once what cannot become such a line', () => {
  const shown: string[] = [];
  const lines = new InitLines(NONCE, { report: () => undefined, output: (chunk) => shown.push(chunk.toString()) });
  lines.feed(Buffer.from('name? '));
  lines.feed(Buffer.from(`\u001E${NONCE.slice(0, 5)}`));
  expect(shown).toEqual(['name? ']);
  lines.feed(Buffer.from('!'));
  expect(shown.join('')).toBe(`name? \u001E${NONCE.slice(0, 5)}!`);
});

it.each([
  ['stdout', 'stderr'],
  ['stderr', 'stdout'],
] as const)('[C12] has not heard the last of process 1 before both streams said so, %s first', async (first, second) => {
  const ended: Report = { ...report, type: 'ended' };
  const word = new LastWord(2);
  let isSaid = false;
  void word.said.then(() => (isSaid = true));
  const after = async (stream: 'stdout' | 'stderr', said: Report) => {
    word.hear(stream, said);
    await Promise.resolve();
    return isSaid;
  };
  expect(await after(first, ended)).toBe(false);
  expect(await after(first, { ...ended, type: 'started' })).toBe(false);
  expect(await after(first, ended)).toBe(false);
  expect(await after(second, ended)).toBe(false);
  expect(await after(second, ended)).toBe(true);
});
