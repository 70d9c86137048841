import { z } from 'zod';

/** Whom to ask: an e-mail address as a link, anything else as it is. */
export function Contact({ contact }: { contact: string }) {
  if (!z.email().safeParse(contact).success) return contact;
  return (
    <a href={`mailto:${contact}`} className="text-accent underline underline-offset-2">
      {contact}
    </a>
  );
}
