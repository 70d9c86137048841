import type { Lobby } from '@twohours/wire/attempt';
import { Badge } from '../ui/Badge.tsx';
import { classes } from '../ui/classes.ts';

type Stage = Lobby['role']['stages'][number];

/** The process in order, the exercise marked. */
export function Stages({ stages, first = 1 }: { stages: readonly Stage[]; first?: number }) {
  return (
    <ol className="flex flex-col">
      {stages.map((stage, index) => (
        <li key={stage.title} className="group relative flex gap-4 pb-5 last:pb-0">
          <span aria-hidden className="absolute top-6 bottom-0 left-3 w-px bg-line group-last:hidden" />
          <span
            aria-hidden
            className={classes(
              'figures grid size-6 shrink-0 place-items-center rounded-full border text-small',
              stage.isExercise ? 'border-accent bg-accent text-on-accent' : 'border-line-strong text-ink-muted',
            )}
          >
            {first + index}
          </span>
          <div className="flex flex-col gap-0.5 pt-0.5" {...(stage.isExercise ? { 'aria-current': 'step' as const } : {})}>
            <h3 className="flex items-center gap-2 text-body">
              {stage.title}
              {stage.isExercise && <Badge tone="accent">You are here</Badge>}
            </h3>
            <p className="max-w-[60ch] text-ink-muted">{stage.text}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}
