import type { BundleAbout } from '@twohours/wire/bundle';

interface Holds {
  readonly hasLanes: boolean;
  readonly hasReviews: boolean;
}

const BY = { candidate: 'the candidate handed in', deadline: 'time was up', staff: 'staff closed it' } as const;

/** For whoever finds the file in five years. */
export function readme({ attempt, company, candidate, role, exercise, closing }: BundleAbout, { hasLanes, hasReviews }: Holds): string {
  return `One attempt at a coding exercise, whole
=======================================

Candidate   ${candidate}
Role        ${role}, ${company}
Exercise    ${exercise.title} (${exercise.id}, version ${exercise.version})
Attempt     ${attempt}, closing ${closing.number}: ${BY[closing.by]}

Everything that belongs to this attempt is in here, and nothing else is needed to look at it: no account, no server,
no network. It shows what a reviewer sees. It quotes hidden tests, so keep it among the people who decide.


To look at it
-------------

Unpack it and open replay/index.html in a browser: how the solution came about, moment by moment, and the verdict.


To see that nothing was changed
-------------------------------

In a checkout of Twohours:

    npm run verify-bundle -- FILE.zip

It makes every hash anew, plays the recording from the starter to the end, compares the files at every keyframe, and
checks the signatures. With --key it also says whether the bundle comes from your installation, whose key anyone can
read at /api/v1/signing-key of its address:

    npm run verify-bundle -- FILE.zip --key BASE64


What is in it
-------------

README.txt         this text
manifest.json      what this is about, and every other file with its size and SHA-256; a file that is not listed does
                   not belong here
signature.json     the installation's signature (Ed25519) of the manifest, and the key to check it with. What is signed is
                   three lines: "twohours bundle 1", the attempt's number, and the SHA-256 of manifest.json
files/             what was handed in
starter/           what the candidate began with
recording.jsonl    everything that was recorded from Start to this closing, one entry a line, oldest first; after every 200
                   a keyframe with the hash of the files as they then were and of all lines before. A line that says
                   "withheld" stands for one about somebody's time, which is not a reviewer's business
runs.json          the runs that the candidate made
verdicts.json      every grading with every hidden test
${hasLanes ? 'lanes.json         some hidden tests, run after the closing on what stood there at moments of the attempt; they are no verdict\n' : ''}${hasReviews ? 'reviews.json       what reviewers said, private comments too, and what was decided, as far as who downloaded it may know\n' : ''}replay/            the page that shows all this
`;
}
