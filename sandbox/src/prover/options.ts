import { parseArgs } from 'node:util';

const USAGE = `usage: npm run exercises [-- <id>… [--quick] [--json] [--verbose]]   proves these exercises, without an id all of them
       npm run exercises -- <id> --only <test|solution>           one test, or one solution: seconds
       npm run exercises -- new <id>                              lays out one that proves itself
`;

const OPTIONS = {
  only: { type: 'string' },
  quick: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
  yes: { type: 'boolean', short: 'y' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Ends the process where there is nothing to do but to say how it is called. */
export function readOptions(args: readonly string[]) {
  try {
    const read = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
    if (!read.values.help) return read;
    process.stdout.write(USAGE);
    return process.exit(0);
  } catch (error) {
    const [sentence] = error instanceof Error ? error.message.split('. ') : [];
    process.stderr.write(`${sentence ?? 'This is not how it is called'}.\n${USAGE}`);
    return process.exit(2);
  }
}
