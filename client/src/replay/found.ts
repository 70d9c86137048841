import { isWorkspaceEvent } from '@twohours/wire/recording';
import type { Replay } from '@twohours/wire/replay';
import { countText, elapsedText } from '../ui/format.ts';
import { isTyping } from './activity.ts';
import { appearancesOf, type Moment, type MomentKind } from './moments.ts';

/** One letter stands everywhere. */
export const LEAST_LETTERS = 2;
const MOST_LISTED = 200;

/** Where a text came to stand in the code, first to last, as its letters are; each of the kind that brought it there. */
export function foundInCode(replay: Replay, text: string): Moment[] {
  return appearancesOf(replay, text).map(({ count, at, file }, index) => ({
    kind: kindAt(replay, count),
    at,
    count,
    file,
    what: `${index === 0 ? 'First in' : 'In'} ${replay.workspaceAfter(count).get(file)?.path ?? 'a file'}`,
  }));
}

function kindAt(replay: Replay, count: number): MomentKind {
  const event = replay.events[count - 1]?.event;
  if (!event || !isWorkspaceEvent(event) || event.kind !== 'edit') return 'file';
  return isTyping(event) ? 'typing' : 'paste';
}

export interface Listed {
  /** In the order in which they happened. */
  readonly moments: readonly Moment[];
  /** How many of them have the text in their words. */
  readonly inWords: number;
  /** Where it stood in the code, also those that are too many to be listed. */
  readonly inCode: readonly Moment[];
}

/** What is listed of a kind: all of it, or what tells of a text, in large letters or small, with where the text stood in the code. */
export function listed(moments: readonly Moment[], kind: MomentKind | undefined, text: string, code: readonly Moment[] | undefined): Listed {
  const isOfKind = (moment: Moment) => kind === undefined || moment.kind === kind;
  const small = text.toLowerCase();
  const told = moments.filter((moment) => isOfKind(moment) && (!code || moment.what.toLowerCase().includes(small)));
  const inCode = (code ?? []).filter(isOfKind);
  const first = inCode.slice(0, MOST_LISTED);
  const all = first.length === 0 ? told : [...told, ...first].toSorted((a, b) => a.at - b.at || a.count - b.count);
  return { moments: all, inWords: told.length, inCode };
}

/** What was found, in a sentence that begins with where it stood in the code. */
export function foundTold(text: string, { inWords, inCode }: Listed): string {
  const [first] = inCode;
  const found = [
    first && `appeared ${countText(inCode.length, 'time')} in the code, first at ${elapsedText(first.at)}`,
    inWords > 0 && `is in the words of ${countText(inWords, 'event')}`,
  ].filter((each) => typeof each === 'string');
  const most = inCode.length > MOST_LISTED ? `; of the code the first ${MOST_LISTED} are below` : '';
  return `“${text}” ${found.join(', and ') || 'was not found'}${most}`;
}
