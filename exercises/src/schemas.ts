import { ManifestSchema, RoleSchema } from '@twohours/wire/exercise';
import { z } from 'zod';

/** For editors, by the file beside the exercises that holds each: what may stand in a YAML file, and what it means. */
export const SCHEMAS = {
  'exercise.schema.json': jsonSchema(ManifestSchema, 'An exercise of Twohours: exercise.yaml'),
  'role.schema.json': jsonSchema(RoleSchema, 'A role of Twohours: roles/<id>.yaml'),
} as const;

function jsonSchema(schema: z.ZodType, title: string): string {
  // As it is written, not as it is read: what has a default may be left out.
  return `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: 'input' }) }, null, 2)}\n`;
}
