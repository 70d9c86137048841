import { clock } from '../../api/clock.ts';
import { Markdown } from '../../ui/Markdown.tsx';
import { useTick } from '../../ui/use-tick.ts';
import { useTitle } from '../../ui/use-title.ts';
import { Contact } from '../Contact.tsx';
import { spokenText } from '../countdown.ts';
import type { LobbyPage } from '../live-state.ts';
import { Stages } from '../Stages.tsx';
import { ThemeButton } from '../ThemeButton.tsx';
import { AllowedAndRecorded } from './AllowedAndRecorded.tsx';
import { Facts } from './Facts.tsx';
import { Section } from './Section.tsx';
import { StartBar } from './StartBar.tsx';
import { windowState } from './window-state.ts';

/** Before Start: everything that may be known for days. */
export function LobbyView({ page, onStart }: { page: LobbyPage; onStart: () => Promise<void> }) {
  const { lobby } = page;
  useTick(1_000);
  useTitle(`${lobby.exercise.title}, not started`);
  const window = windowState(lobby, clock.monotonic() - page.heardAt);
  return (
    <>
      <main className="mx-auto flex w-full max-w-[720px] grow flex-col gap-10 px-5 pt-8 pb-16">
        <header className="flex flex-col gap-1">
          <div className="flex items-center justify-between gap-4">
            <p className="font-medium text-ink-muted">{lobby.company}</p>
            <ThemeButton />
          </div>
          <h1 className="text-[1.75rem] leading-9 tracking-tight">{lobby.role.title}</h1>
          {lobby.role.teams.length > 0 && <p className="text-ink-muted">Teams: {lobby.role.teams.join(', ')}</p>}
          <p className="pt-4 text-reading">
            Hello {lobby.candidate}, this is the exercise of your application. Read this page whenever you like; the exercise itself,{' '}
            {spokenText(lobby.allottedMs)} long, begins only when you start it.
          </p>
        </header>
        <Facts lobby={lobby} window={window} />
        <Section title="The process">
          <Stages stages={lobby.role.stages} />
        </Section>
        <Section title="Overview">
          <Markdown text={withoutTitle(lobby.exercise.overview)} />
        </Section>
        <AllowedAndRecorded company={lobby.company} candidateSees={lobby.candidateSees} />
        <Section title="More time, or another format">
          <p className="text-reading">
            If you need more time for a reason of health, family or equipment, or if another format suits you better, say so before you start:{' '}
            <Contact contact={lobby.contact} />. Reviewers do not learn about it.
          </p>
        </Section>
      </main>
      <StartBar lobby={lobby} window={window} onStart={onStart} />
    </>
  );
}

/** An overview begins with its exercise's name, which the page says itself. */
function withoutTitle(markdown: string): string {
  return markdown.replace(/^\s*# .*\n/, '');
}
