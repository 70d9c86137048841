import type { CandidateSees } from '@twohours/wire/review';
import { candidateSeesText } from '../candidate-sees.ts';
import { Section } from './Section.tsx';

const LIST = 'flex list-disc flex-col gap-1.5 pl-5 text-reading marker:text-ink-muted';

export function AllowedAndRecorded({ company, candidateSees }: { company: string; candidateSees: CandidateSees }) {
  return (
    <>
      <Section title="What is allowed">
        <ul className={LIST}>
          <li>Documentation, search engines, your own notes and code: use what you would use at work.</li>
          <li>Your own editor and tools. Paste your work back as often as you like; nobody is suspected for it.</li>
          <li>Running the visible tests as often as you want. Runs are not counted against you.</li>
          <li>Handing in early, or leaving parts out. Nobody expects everything to be finished.</li>
        </ul>
      </Section>
      <Section title="What is recorded, and who sees it">
        <ul className={LIST}>
          <li>Your files, every change in them and when it happened. Pasting is marked as what it is: an edit like any other.</li>
          <li>Every run: its tests and what they printed.</li>
          <li>When this page was connected, and when it was not.</li>
        </ul>
        <p className="text-reading">
          Nothing else: no camera, no microphone, no screen, no watching of whether you look away, no score of suspicion. The people at {company} who
          review this exercise see it, and nobody else.
        </p>
        <p className="text-reading">{candidateSeesText(candidateSees, company)}</p>
      </Section>
    </>
  );
}
