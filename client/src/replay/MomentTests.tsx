import type { AttemptId } from '@twohours/wire/id';
import { call } from '../api/call.ts';
import { may } from '../staff/may.ts';
import { useChange } from '../staff/use-change.ts';
import { useMe } from '../staff/use-me.ts';
import { Button } from '../ui/Button.tsx';
import { elapsedText } from '../ui/format.ts';
import { ProblemMessage } from '../ui/ProblemMessage.tsx';
import { isUnderWay, type MomentResult } from './moment-results.ts';
import { MomentResultRow } from './MomentResultRow.tsx';
import type { Player } from './player.ts';
import { usePlaying } from './use-playing.ts';

interface Props {
  attempt: AttemptId;
  player: Player;
  results: readonly MomentResult[];
}

/** Runs tests on exactly what is shown, and keeps what came of it: never a verdict, and nothing that the candidate did. */
export function MomentTests({ attempt, player, results }: Props) {
  const me = useMe();
  const seconds = usePlaying(player, ({ at }) => Math.floor(at / 1_000));
  const count = usePlaying(player, (now) => now.count);
  const ask = useChange(({ tests, event, at }: { tests: 'visible' | 'hidden'; event: number; at: number }) =>
    call('askAtMoment', { params: { attempt }, body: { tests, moment: { event, at } } }),
  );
  const askFor = (tests: 'visible' | 'hidden') => {
    player.pause();
    const { at, count: event } = player.now();
    ask.mutate({ tests, event, at: Math.floor(at) });
  };
  const isAsked = (tests: 'visible' | 'hidden') => results.some((each) => each.tests === tests && each.event === count && isUnderWay(each));
  return (
    <section aria-label="Tests at moments of the replay" className="flex h-full min-h-0 flex-col">
      {may(me, 'askAtMoment') && (
        <div className="flex flex-col gap-2 border-b border-line p-3">
          <p className="text-small text-ink-muted">
            On exactly the files of <span className="figures text-ink">{elapsedText(seconds * 1_000)}</span>. It never replaces the verdict.
          </p>
          <div className="flex flex-wrap gap-2">
            <Button size="small" disabled={ask.isPending || isAsked('visible')} onClick={() => askFor('visible')}>
              Run visible tests
            </Button>
            <Button size="small" disabled={ask.isPending || isAsked('hidden')} onClick={() => askFor('hidden')}>
              Run hidden tests
            </Button>
          </div>
          {ask.problem && <ProblemMessage problem={ask.problem} />}
        </div>
      )}
      {results.length === 0 ? (
        <p className="p-3 text-ink-muted">Nothing was run yet at a moment of this replay.</p>
      ) : (
        <ol className="min-h-0 grow overflow-y-auto">
          {results.map((result) => (
            <MomentResultRow key={result.id} result={result} isShown={result.event === count} onGo={() => player.toCount(result.event)} />
          ))}
        </ol>
      )}
    </section>
  );
}
