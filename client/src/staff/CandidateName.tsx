import { isCover, pseudonymOf } from './candidate.ts';

/** A candidate's name; one that is covered says so, and goes by what is made of their attempt's id. */
export function CandidateName({ name, attempt }: { name: string; attempt: string }) {
  if (!isCover(name)) return name;
  return (
    <>
      {pseudonymOf(attempt)}{' '}
      <span role="img" aria-label="covered until the decision" title="Covered until the decision" className="font-mono tracking-tighter opacity-40">
        {'█'.repeat(5)}
      </span>
    </>
  );
}
