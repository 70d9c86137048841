import { headAndTail, makeInert } from './output-text.ts';
import { markOf, type Record } from './records.ts';

const HEAD = 10 * 1024;
const TAIL = 6 * 1024;
const MARK = /\u001E([0-9a-f]{64})\n/; // oxlint-disable-line no-control-regex -- the guard's marks begin with one

/**
 * Divides what a hidden stage printed among its tests. A test's output reaches from its start to the next one's start, since
 * package testing reports after the guard does. What came before the first is under ''.
 */
export function outputsByTest(printed: string, records: readonly Record[], key: Buffer): Map<string, string> {
  const starts = new Map<string, string>();
  const marks = new Set<string>();
  for (const record of records) {
    const mark = markOf(key, record.seq);
    marks.add(mark);
    if (record.kind === 'start') starts.set(mark, record.test);
  }
  const outputs = new Map<string, string>();
  let current = '';
  const parts = printed.split(MARK);
  for (const [index, part] of parts.entries()) {
    const isMark = index % 2 === 1;
    if (isMark && marks.has(part)) current = starts.get(part) ?? current;
    else outputs.set(current, (outputs.get(current) ?? '') + part);
  }
  return outputs;
}

/** Wherever it stands in its line: who prints without line ends from elsewhere meanwhile begins the line for the detector. */
const RACE_REPORT = 'WARNING: DATA RACE';

/** Those tests in whose output the race detector's report stands. */
export function withRaceReport(outputs: ReadonlyMap<string, string>): ReadonlySet<string> {
  return new Set([...outputs].filter(([, text]) => text.includes(RACE_REPORT)).map(([test]) => test));
}

/** package testing announces the next test before the guard does. */
const ANNOUNCEMENT = /^=== (?:RUN|NAME) +[^\s/]+\n/gm;

/** As staff read it. */
export function shownOutput(raw: string): string {
  return headAndTail(makeInert(raw.replaceAll(ANNOUNCEMENT, '')), HEAD, TAIL).trim();
}
