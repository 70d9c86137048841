import type { ReplayPage as Page } from '@twohours/wire/bundle';
import { Replay } from '@twohours/wire/replay';
import { useMemo } from 'react';
import { withLanes } from '../replay/lanes.ts';
import { momentsOf } from '../replay/moments.ts';
import { Player } from '../replay/player.ts';
import { ReplayView } from '../replay/ReplayView.tsx';
import { Toaster } from '../ui/Toaster.tsx';
import { useTitle } from '../ui/use-title.ts';
import { PageHeader } from './PageHeader.tsx';
import { placeIn } from './place-in.ts';
import { Verdicts } from './Verdicts.tsx';

/** A closed attempt, as it came about and what became of it, for whoever has the file. */
export function ReplayPage({ page: { about, recording, runs, verdicts, lanes } }: { page: Page }) {
  const [begin, player] = useMemo(() => {
    const place = placeIn(window.location.search);
    return [place, new Player(new Replay(recording.starter, recording.entries), place.at, place.event)];
  }, [recording]);
  const moments = useMemo(() => withLanes(momentsOf(player.replay, runs), lanes?.lanes ?? []), [player, runs, lanes]);
  useTitle(about.candidate);
  return (
    <div className="mx-auto flex w-full max-w-[1400px] grow flex-col px-5">
      <PageHeader about={about} replay={player.replay} verdicts={verdicts} />
      <main>
        {/* Less stands above it here than on the page of staff. */}
        <div className="[&>section]:my-0 lg:[&>section]:!h-[max(28rem,calc(100vh-9rem))]">
          <ReplayView player={player} moments={moments} path={begin.path} onPlace={stay} lanes={lanes} />
        </div>
        <Verdicts verdicts={verdicts} />
      </main>
      <Toaster />
    </div>
  );
}

/** A page from a file has no address of its own that could follow. */
const stay = () => undefined;
