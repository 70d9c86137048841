import { mistakesOf, whyOf } from '@twohours/exercises/solutions';
import type { HiddenPart } from '@twohours/wire/exercise';
import type { TrialView } from '@twohours/wire/trial';
import type { Trial } from './trial.ts';

type Hidden = Pick<HiddenPart, 'solutions' | 'ownTests'>;

export function toTrialView(trial: Trial, hidden: Hidden): TrialView {
  return { id: trial.id, faults: trial.faults, state: stateOf(trial, hidden) };
}

function stateOf({ state, reference, mistakes }: Trial, hidden: Hidden): TrialView['state'] {
  if (state.phase === 'abandoned') return state;
  const all = mistakesOf(hidden.solutions);
  if (state.phase === 'queued' || !reference) {
    return reference ? { phase: 'running', tried: mistakes.length, of: all.length } : { phase: 'queued' };
  }
  const caught = mistakes.filter(({ isCaught }) => isCaught).length;
  const weight = hidden.ownTests?.weight;
  return {
    phase: 'done',
    endedAt: state.endedAt,
    reference,
    mistakes: mistakes.map(({ name, isCaught }) => ({
      name: name.replace(/^rejected\//, ''),
      why: whyOf(hidden.solutions[`${name}/why.md`] ?? ''),
      isCaught,
    })),
    caught,
    // There may be no mistake to catch; then nobody catches one.
    ...(weight !== undefined && { score: { earned: (weight * caught) / Math.max(1, all.length), weight } }),
  };
}
