import { scoreOf, type Evidence, type ReviewsView, type WeighedCriterion } from '@twohours/wire/review';
import { ChevronRight } from 'lucide-react';
import { Fragment, useId, useState, type ReactNode } from 'react';
import { Instant } from '../ui/Instant.tsx';
import { Markdown } from '../ui/Markdown.tsx';
import { classes } from '../ui/classes.ts';
import { AgreementMark } from './AgreementMark.tsx';
import { agreementOf } from './compare.ts';
import { markOf } from './content.ts';
import { EvidenceChips } from './EvidenceChips.tsx';
import { RecommendationMark } from './RecommendationMark.tsx';
import type { SeenReview } from './seen-reviews.ts';

interface Props {
  view: ReviewsView;
  reviews: readonly SeenReview[];
  nameOf: (test: string) => string;
  onGo: (to: Evidence) => void;
}

const HEAD = 'h-9 pr-4 text-left font-medium';

/** What each reviewer gave, criterion by criterion, and where they do not agree. */
export function SideBySide({ view, reviews, nameOf, onGo }: Props) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) => {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    setOpen(next);
  };
  return (
    <div className="overflow-x-auto rounded-md border border-line bg-surface" role="region" aria-label="Reviews side by side" tabIndex={0}>
      <table className="w-full min-w-[36rem]">
        <thead>
          <tr className="border-b border-line">
            <th scope="col" className={`${HEAD} w-[30%] pl-3 text-small text-ink-muted`}>
              Criterion
            </th>
            {reviews.map(({ reviewer, isOwn }) => (
              <th key={reviewer.id} scope="col" className={HEAD}>
                {isOwn ? 'You' : reviewer.name}
              </th>
            ))}
            {reviews.length > 1 && (
              <th scope="col" className={`${HEAD} w-24 text-small text-ink-muted`}>
                Together
              </th>
            )}
          </tr>
        </thead>
        <tbody className="[&>tr]:border-b [&>tr]:border-line [&>tr:last-child]:border-b-0">
          {view.rubric.map((criterion) => (
            <CriterionRows
              key={criterion.id}
              criterion={criterion}
              reviews={reviews}
              isOpen={open.has(criterion.id)}
              onToggle={() => toggle(criterion.id)}
              nameOf={nameOf}
              onGo={onGo}
            />
          ))}
          <Row name="Points" reviews={reviews}>
            {({ content }) => {
              const { points, of } = scoreOf(view.rubric, content);
              return (
                <span className="figures text-code">
                  {points} <span className="text-ink-muted">/ {of}</span>
                </span>
              );
            }}
          </Row>
          <Row name="Recommendation" reviews={reviews}>
            {({ content }) => content.recommendation && <RecommendationMark recommendation={content.recommendation} />}
          </Row>
          <Row name="Summary" reviews={reviews}>
            {({ content }) => <Markdown text={content.summary} className="max-w-prose !text-body" />}
          </Row>
          <Row name="Given" reviews={reviews}>
            {({ givenAt }) => (
              <span className="text-ink-muted">
                <Instant at={givenAt} />
              </span>
            )}
          </Row>
        </tbody>
      </table>
    </div>
  );
}

function Row({ name, reviews, children }: { name: string; reviews: readonly SeenReview[]; children: (review: SeenReview) => ReactNode }) {
  return (
    <tr className="align-top">
      <th scope="row" className="py-2 pr-4 pl-3 text-left font-medium">
        {name}
      </th>
      {reviews.map((review) => (
        <td key={review.reviewer.id} className="py-2 pr-4">
          {children(review)}
        </td>
      ))}
      {reviews.length > 1 && <td />}
    </tr>
  );
}

interface RowsProps extends Omit<Props, 'view'> {
  criterion: WeighedCriterion;
  isOpen: boolean;
  onToggle: () => void;
}

function CriterionRows({ criterion, reviews, isOpen, onToggle, nameOf, onGo }: RowsProps) {
  const detail = useId();
  const marks = reviews.map(({ reviewer, content }) => ({ reviewer: reviewer.id, mark: markOf(content, criterion.id) }));
  const agreement = agreementOf(marks.map(({ mark }) => mark.level));
  return (
    <Fragment>
      <tr>
        <th scope="row" className="h-9 pr-4 pl-1.5 text-left font-normal">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={detail}
            onClick={onToggle}
            className="flex w-full items-center gap-1 py-2 text-left"
          >
            <ChevronRight size={16} aria-hidden className={classes('shrink-0 text-ink-muted transition-transform', isOpen && 'rotate-90')} />
            {criterion.title}
          </button>
        </th>
        {marks.map(({ reviewer, mark }) => (
          <td key={reviewer} className="pr-4">
            <LevelMark level={mark.level} of={criterion.levels.length} />
          </td>
        ))}
        {reviews.length > 1 && <td className="pr-3">{agreement && <AgreementMark agreement={agreement} />}</td>}
      </tr>
      <tr id={detail} hidden={!isOpen} className="bg-sunken align-top">
        <td className="py-2.5 pr-4 pl-7 text-small text-ink-muted">
          {criterion.points.map((points, index) => `Level ${index + 1}: ${points}`).join(', ')} points
        </td>
        {marks.map(({ reviewer, mark }) => (
          <td key={reviewer} className="py-2.5 pr-4">
            <div className="flex flex-col gap-2">
              {mark.level !== undefined && <p className="text-ink-muted">{criterion.levels[mark.level - 1]}</p>}
              {mark.note !== '' && <p className="break-words whitespace-pre-wrap">{mark.note}</p>}
              <EvidenceChips evidence={mark.evidence} nameOf={nameOf} onGo={onGo} />
            </div>
          </td>
        ))}
        {reviews.length > 1 && <td />}
      </tr>
    </Fragment>
  );
}

/** A level as a number among as many as there are. */
function LevelMark({ level, of }: { level: number | undefined; of: number }) {
  if (level === undefined) return <span className="text-ink-muted">none</span>;
  return (
    <span className="inline-flex items-center gap-2">
      <span className="figures text-code">
        {level} <span className="text-ink-muted">/ {of}</span>
      </span>
      <span aria-hidden className="flex gap-0.5">
        {Array.from({ length: of }, (_, index) => (
          <span key={index} className={classes('h-2.5 w-2 rounded-[2px]', index < level ? 'bg-accent' : 'bg-line')} />
        ))}
      </span>
    </span>
  );
}
