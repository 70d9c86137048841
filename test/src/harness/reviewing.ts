import type { StaffRole } from '@twohours/wire/staff';
import { expect } from 'vitest';
import type { Browser, Locator, Page } from 'playwright-core';
import { listenForErrors, newContext, picture, seriousViolations } from './browser.ts';
import { Person } from './person.ts';

/* People who review, with a browser each. */

/** Somebody new, who came by a link of the admin's. */
export async function colleague(url: string, admin: Person, name: string, roles: StaffRole[] = ['reviewer']): Promise<Person> {
  const { link } = await admin.call('inviteStaff', { body: { roles } });
  const person = new Person(url);
  const email = `${name.split(' ')[0] ?? ''}@acme.example`;
  await person.call('acceptStaffLink', { body: { token: link.split('#')[1] ?? '', name, email, password: 'correct horse battery' } });
  return person;
}

/** A browser of their own in which they are signed in; what its page complains of is added to `errors`, as it comes. */
export async function pageOf(browser: Browser, url: string, person: Person, as: 'staff' | 'candidate', errors: string[][]): Promise<Page> {
  const context = await newContext(browser);
  const pair = person.cookieHeader.split('; ').find((each) => each.startsWith(`${as}=`)) ?? '';
  const [name = '', value = ''] = pair.split('=');
  await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  errors.push(listenForErrors(page));
  return page;
}

export async function look(page: Page, name: string): Promise<void> {
  await picture(page, name);
  expect(await seriousViolations(page), `axe on ${name}`).toEqual([]);
}

export const saved = (page: Page): Locator => page.getByText(/^Draft saved/).first();
export const panel = (page: Page): Locator => page.getByRole('region', { name: 'Review', exact: true });

export const hasFocus = async (page: Page, what: Locator): Promise<boolean> => (await page.locator(':focus').and(what).count()) === 1;

/** Tab until that has the focus: what somebody does who has no mouse. */
export async function tabTo(page: Page, what: Locator): Promise<void> {
  for (let n = 0; n < 150; n += 1) {
    await page.keyboard.press('Tab');
    if (await hasFocus(page, what)) return;
  }
  throw new Error(`Tab never came to ${String(what)}`);
}

/** A level for each criterion and the moment that is shown as its evidence, from wherever the focus is. */
export async function markByKeyboard(page: Page, levels: readonly number[]): Promise<void> {
  await page.keyboard.press('j');
  for (const [index, level] of levels.entries()) {
    if (index > 0) await page.keyboard.press('j');
    await page.keyboard.press(String(level));
    await page.keyboard.press('m');
  }
}
