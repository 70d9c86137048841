import type { AttemptId } from '@twohours/wire/id';
import type { Replay } from '@twohours/wire/replay';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launchBrowser, listenForErrors } from './browser.ts';
import type { Person } from './person.ts';
import { recordingOf, ReplayReader } from './replay-reader.ts';
import { startTestServer, type TestServer } from './server.ts';
import { sitShortly } from './short-attempt.ts';

interface Open {
  server: TestServer;
  admin: Person;
  /** Each test has its own. */
  reader: ReplayReader;
}

/** For the tests of a file: a replay of the short attempt is open before each, whose page has no error of its own. It is there once they run. */
export function openShortReplay(): Open {
  const open = {} as Open;
  let browser: Browser;
  let attempt: AttemptId;
  let replay: Replay;
  let errors: string[];

  beforeAll(async () => {
    browser = await launchBrowser();
    open.server = await startTestServer();
    open.admin = await open.server.admin();
    attempt = await sitShortly(open.server, open.admin);
    replay = await recordingOf(open.admin, attempt);
  });

  afterAll(async () => {
    await browser?.close();
    await open.server?.close();
  });

  beforeEach(async () => {
    open.reader = await ReplayReader.inBrowserOf(browser, open.admin, open.server.url, replay);
    errors = listenForErrors(open.reader.page);
    await open.reader.open(`${open.server.url}/attempts/${attempt}?tab=replay`);
  });

  afterEach(async () => {
    await open.reader.page.context().close();
    expect(errors).toEqual([]);
  });

  return open;
}
