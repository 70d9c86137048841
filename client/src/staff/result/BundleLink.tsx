import type { AttemptId } from '@twohours/wire/id';
import type { ReviewsView } from '@twohours/wire/review';
import { fileRoutes } from '@twohours/wire/route';
import { ChevronDown, Download, FileArchive, MessagesSquare } from 'lucide-react';
import { pathOf } from '../../api/call.ts';
import { reviewsInBundle } from '../../review/reviews-in-bundle.ts';
import { Button } from '../../ui/Button.tsx';
import { Menu, MenuLink } from '../../ui/Menu.tsx';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { useMe } from '../use-me.ts';

/** Of a closed attempt. The browser fetches it, with the cookie of whoever looks; with reviews where they see some. */
export function BundleLink({ attempt, reviews }: { attempt: AttemptId; reviews: ReviewsView | undefined }) {
  const me = useMe();
  const path = pathOf(fileRoutes.readBundle.path, { attempt });
  const more = reviews && reviewsInBundle(reviews, me);
  if (!more) {
    return (
      <Tooltip text="One zip with everything here: files, recording and verdicts, signed, and a page that replays it without a server. As a reviewer sees it.">
        <Button asChild>
          <a href={path} download>
            <Download size={16} aria-hidden />
            Download bundle
          </a>
        </Button>
      </Tooltip>
    );
  }
  return (
    <Menu
      trigger={
        <Button>
          <Download size={16} aria-hidden />
          Download bundle
          <ChevronDown size={16} aria-hidden />
        </Button>
      }
    >
      <MenuLink
        href={path}
        icon={<FileArchive size={16} aria-hidden />}
        about="One zip, signed: files, recording and verdicts, and a page that replays them without a server."
      >
        Without reviews
      </MenuLink>
      <MenuLink href={`${path}?reviews=1`} icon={<MessagesSquare size={16} aria-hidden />} about={more.holds}>
        {more.title}
      </MenuLink>
    </Menu>
  );
}
