import { filesAt, type RecordedEntry } from '@twohours/wire/recording';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cover } from './cover.ts';
import { inWordsOf, writingsOf } from './writings.ts';

const cleo = { name: 'Cleo Doe', email: 'cleo.d@example.org' };
const coverOf = (person: { name: string; email: string }, texts: string[] = []) => new Cover(writingsOf(person, texts));

describe('a cover', () => {
  it('[RV7] covers name, address and the ways in which they are written, with as many █', () => {
    const cover = coverOf(cleo);
    expect(cover.text('// Cleo Doe <cleo.d@example.org>, cleodoe, CLEO')).toBe('// ████ ███ <██████████████████>, ███████, ████');
    expect(coverOf({ name: 'Zoë Ångström', email: 'z@example.org' }).text('by Zoe Angstrom and Zoë')).toBe('by ███ ████████ and ███');
  });

  it('[RV7] covers writings that overlap', () => {
    expect(new Cover(['a b a', 'b c']).text('a b a b a, a b c')).toBe('█ █ █ █ █, a █ █');
  });

  it('[RV7] comes to an end with names of any script, and covers the parts of double names', () => {
    expect(coverOf({ name: '𠮷田 太郎', email: 'yoshida@example.org' }).text('// 𠮷田 太郎, 𠮷田太郎 𠮷')).toBe('// ███ ██, █████ 𠮷');
    expect(coverOf({ name: 'Ana Müller-Lüden', email: 'a@example.org' }).text('by Müller, by Lüden')).toBe('by ██████, by █████');
  });

  it('[RV7] covers short names, and those that no space parts from what stands beside them', () => {
    const fang = coverOf({ name: '王芳', email: 'wf@example.org' });
    expect(fang.text('// 王芳, 作者王芳写的; var 王芳x, fan')).toBe('// ██, 作者██写的; var ██x, fan');
    expect(coverOf({ name: '김민수', email: 'k@example.org' }).text('김민수가 씀')).toBe('███가 씀');
    expect(coverOf({ name: 'マリア・ロペス', email: 'm@example.org' }).text('ロペスさん')).toBe('███さん');
    expect(coverOf(cleo).text('由Cleo写')).toBe('由████写');
    expect(coverOf({ name: 'Bo', email: 'b@example.org' }, ['Search asks each host.']).text('// Bo, bold, Bob')).toBe('// ██, bold, Bob');
    expect(coverOf({ name: 'An', email: 'a@example.org' }, ['an error']).text('// an error of An')).toBe('// an error of An');
  });

  it('[RV7] leaves words that hold a name, and names that are words of the exercise', () => {
    expect(coverOf(cleo).text('Cleopatra doesn’t')).toBe('Cleopatra doesn’t');
    const host = coverOf({ name: 'Eve Search', email: 'eve@example.org' }, ['Search asks each host.']);
    expect(host.text('func Search() // Eve Search')).toBe('func Search() // ███ ██████');
  });

  it('[RV7] covers what stands in views as free text, and no word of ours', () => {
    const view = {
      kind: 'Cleo',
      id: 'Cleo',
      by: { name: 'Cleo' },
      tests: [{ package: 'cleo', name: 'TestWords/cleo', status: 'failed', output: 'by Cleo\n' }],
      hidden: [{ id: 'TestWords', name: 'Words by Cleo', status: 'passed' }],
      diagnostics: [{ path: 'cleo_doe.go', message: 'Cleo Doe: undefined' }],
      leftOut: ['sub/cleo_test.go'],
    };
    expect(coverOf(cleo).textsIn(view)).toEqual({
      kind: 'Cleo',
      id: 'Cleo',
      by: { name: 'Cleo' },
      tests: [{ package: '████', name: 'TestWords/████', status: 'failed', output: 'by ████\n' }],
      hidden: [{ id: 'TestWords', name: 'Words by Cleo', status: 'passed' }],
      diagnostics: [{ path: '████████▓▓.go', message: '████ ███: undefined' }],
      leftOut: ['sub/████_test.go'],
    });
  });

  it('[RV7] covers a name within names in code, and no word that has its letters', () => {
    const cover = new Cover(writingsOf(cleo, []), inWordsOf(cleo, []));
    expect(cover.text('TestCleo TestCleoSearch NewCleoClient cleoNotes by_CleoDoe')).toBe(
      'Test████ Test████Search New████Client ████Notes by_███████',
    );
    expect(cover.text('Cleopatra does TestCleopatra doer undoes Doeskin')).toBe('Cleopatra does TestCleopatra doer undoes Doeskin');
    const max = { name: 'Max Doe', email: 'max@example.org' };
    const exercise = ['type Options struct { MaxParallel int }'];
    expect(new Cover(writingsOf(max, exercise), inWordsOf(max, exercise)).text('opts.MaxParallel // by Max')).toBe('opts.MaxParallel // by ███');
  });

  it('[RV7] covers names of files, and leaves each a name of its own, which is the same everywhere', () => {
    const anna = coverOf({ name: 'Anna Adam', email: 'anna@example.org' });
    const starter = { 'words.go': '1', 'zeros.go': '2' };
    const made: RecordedEntry[] = [
      { v: 1, at: 0, seq: 1, epoch: 1, events: [{ kind: 'created', f: 'c1', path: 'adam.go', text: '3', ago: 0 }] },
      { v: 1, at: 1, seq: 2, epoch: 1, events: [{ kind: 'created', f: 'c2', path: 'anna.go', text: '4', ago: 0 }] },
      { v: 1, at: 2, seq: 3, epoch: 1, events: [{ kind: 'renamed', f: 's1', path: 'by_anna.go', ago: 0 }] },
    ];
    const covered = anna.entries(starter, made);
    const expected = { 'words.go': '1', 'by_████.go': '2', '████▓.go': '3', '████.go': '4' };
    expect(filesAt(anna.starter(starter), covered, 2)).toEqual(expected);
    expect(anna.files(filesAt(starter, made, 2))).toEqual(expected);
  });

  it('[RV7] covers a name that is typed letter by letter, and gives back what was none after all', () => {
    const typed = 'Cleopatra'.split('').map((letter, o) => ({ kind: 'edit' as const, f: 's0', o, d: 0, s: letter, ago: 0 }));
    const entries: RecordedEntry[] = typed.map((event, index) => ({ v: 1, at: index, seq: index + 1, epoch: 1, events: [event] }));
    const covered = coverOf(cleo).entries({ 'a.go': '' }, entries);
    const at = (moment: number) => filesAt({ 'a.go': '' }, covered, moment)['a.go'];
    expect([at(2), at(3), at(4), at(8)]).toEqual(['Cle', '████', 'Cleop', 'Cleopatra']);
  });

  it('[RV7] of a recording shows at every event the covered files, with as many events at the same moments', () => {
    // Short names of few letters, so that random typing makes them, breaks them up, and makes them overlap.
    const cover = new Cover(['a b a', 'ab', 'b a', 'aab'], ['Ba', 'ab']);
    const starter = { 'a.go': 'ab aab b a b' };
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'B', ' '), maxLength: 4 });
    const someEdits = fc.array(fc.tuple(fc.nat(40), fc.nat(4), letters), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(someEdits, (rows) => {
        const entries: RecordedEntry[] = [];
        for (const [index, [at, long, s]] of rows.entries()) {
          const { length } = filesAt(starter, entries)['a.go'] ?? '';
          const o = at % (length + 1);
          entries.push({
            v: 1,
            at: index,
            seq: index + 1,
            epoch: 1,
            events: [{ kind: 'edit', f: 's0', o, d: Math.min(long, length - o), s, ago: 0 }],
          });
        }
        const covered = cover.entries(starter, entries);
        expect(covered.map(({ at, events }) => [at, events.length])).toEqual(entries.map(({ at, events }) => [at, events.length]));
        for (const { at } of entries) {
          expect(filesAt(cover.starter(starter), covered, at)).toEqual(cover.files(filesAt(starter, entries, at)));
        }
      }),
    );
  });
});
