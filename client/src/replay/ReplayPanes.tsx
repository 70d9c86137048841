import type { ReactNode } from 'react';
import { Group, Panel, useDefaultLayout } from 'react-resizable-panels';
import { Divider } from '../editor/Divider.tsx';
import { useWide } from '../ui/use-wide.ts';

interface Props {
  files: ReactNode;
  code: ReactNode;
  /** Not there while it is hidden. */
  side: ReactNode | undefined;
}

/** Files, code and what stands at the side: beside each other and as wide as one wants them, or one below the other. */
export function ReplayPanes({ files, code, side }: Props) {
  const hasSide = side !== undefined;
  const layout = useDefaultLayout({
    id: 'twohours:replay',
    storage: localStorage,
    panelIds: hasSide ? ['files', 'code', 'side'] : ['files', 'code'],
  });
  if (!useWide()) {
    return (
      <div className="flex min-w-0 flex-col">
        {files}
        <div className="flex min-h-[18rem] min-w-0 flex-col">{code}</div>
        {hasSide && <div className="h-96 min-h-0 border-t border-line">{side}</div>}
      </div>
    );
  }
  return (
    <Group {...layout} className="min-h-0 grow">
      <Panel id="files" defaultSize="170px" minSize="110px" maxSize="40%" groupResizeBehavior="preserve-pixel-size">
        {files}
      </Panel>
      <Divider label="Width of the list of files" orientation="upright" />
      <Panel id="code" minSize="260px">
        <div className="flex h-full min-w-0 flex-col">{code}</div>
      </Panel>
      {hasSide && (
        <>
          <Divider label="Width of the side" orientation="upright" />
          <Panel id="side" defaultSize="360px" minSize="260px" maxSize="60%" groupResizeBehavior="preserve-pixel-size">
            <div className="h-full min-h-0">{side}</div>
          </Panel>
        </>
      )}
    </Group>
  );
}
