import { z } from 'zod';
import { ClosedBySchema, PinnedExerciseSchema } from './attempt.ts';
import { HashSchema } from './exercise.ts';
import { GradingViewSchema } from './grading.ts';
import { AttemptIdSchema, GradingIdSchema, SubmissionIdSchema } from './id.ts';
import { LanesViewSchema } from './lanes.ts';
import { RecordingViewSchema } from './recording.ts';
import { RunViewSchema } from './run.ts';
import { InstantSchema, LengthSchema } from './time.ts';

/** What a bundle is about, as a reviewer may know it: of time what elapsed, and not what was allotted. */
export const BundleAboutSchema = z.strictObject({
  attempt: AttemptIdSchema,
  company: z.string(),
  candidate: z.string(),
  role: z.string(),
  exercise: PinnedExerciseSchema,
  startedAt: InstantSchema,
  /** The last one. */
  closing: z.strictObject({
    number: z.number().int().positive(),
    by: ClosedBySchema,
    /** From Start on the wall. */
    usedMs: LengthSchema,
    submission: SubmissionIdSchema,
    /** As on the candidate's receipt. */
    filesHash: HashSchema,
  }),
});
export type BundleAbout = z.infer<typeof BundleAboutSchema>;

/** verdicts.json of a bundle: the gradings as staff see them. */
export const BundleVerdictsSchema = z.strictObject({
  /** The one that counts. */
  official: GradingIdSchema.optional(),
  groups: z.array(z.strictObject({ id: z.string(), title: z.string() })),
  gradings: z.array(GradingViewSchema),
});
export type BundleVerdicts = z.infer<typeof BundleVerdictsSchema>;

/** All that a bundle's replay page shows: a page that was opened from a file can ask nobody. */
export const ReplayPageSchema = z.strictObject({
  about: BundleAboutSchema,
  recording: RecordingViewSchema,
  runs: z.array(RunViewSchema),
  verdicts: BundleVerdictsSchema,
  /** Once they were run. */
  lanes: LanesViewSchema.optional(),
});
export type ReplayPage = z.infer<typeof ReplayPageSchema>;

/** The page is built with this in it, and the server puts what it shows in the place of `null`. */
export const REPLAY_PAGE_DATA = { open: '<script type="application/json" id="twohours-replay">', empty: 'null', close: '</script>' } as const;
