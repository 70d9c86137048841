import { Link } from '@tanstack/react-router';
import type { ReplyOf } from '@twohours/wire/route';
import { Button } from '../../ui/Button.tsx';
import { instantText, zoneText } from '../../ui/format.ts';
import { LinkOnce } from '../LinkOnce.tsx';

export function IssuedInvitation({ issued, onAgain }: { issued: ReplyOf<'makeInvitation'>; onAgain: () => void }) {
  const { invitation, link } = issued;
  return (
    <section className="flex flex-col gap-5" aria-labelledby="issued">
      <h1 id="issued" className="text-page">
        {invitation.name} is invited
      </h1>
      <p>
        Send this link to {invitation.email}. It leads to {invitation.exerciseTitle}; the latest Start is {instantText(invitation.closesAt)} (
        {zoneText(invitation.closesAt)}).
      </p>
      <LinkOnce label="Link of the invitation" value={link}>
        <strong className="font-semibold text-ink">Copy it now: it is shown only once.</strong> We keep nothing but its hash. If it gets lost, issue a
        new link from the list; the old one then stops working. Whoever has the link can open the invitation, so send it to the candidate alone.
      </LinkOnce>
      <div className="flex gap-2">
        <Button onClick={onAgain}>Invite someone else</Button>
        <Button look="quiet" asChild>
          <Link to="/invitations">Back to the list</Link>
        </Button>
      </div>
    </section>
  );
}
