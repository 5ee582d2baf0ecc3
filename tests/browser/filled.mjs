// Pages that show what the sample content has going on: an employer's day, wages and people, and what waits for the staff.

import { newPerson, submit, visitor, world } from './harness.mjs';

let session;

/** The cookies of somebody who acts for the employer of the sample content, by the link that the first start printed. */
export function employer(t) {
  session ??= (async () => {
    const { context, page } = await visitor(t, { javaScriptEnabled: false, storageState: await newPerson(t) });
    await page.goto(new URL(world.invitation).pathname);
    await submit(page, '/api/join_organisation').click();
    await page.waitForURL(/\/me\/organisations\/[0-9a-f-]{36}/);
    return context.storageState();
  })();
  return session;
}

/** The first address in the page that begins and ends so. */
async function link(page, pattern) {
  const all = await page.locator('main a[href]').evaluateAll((links) => links.map((one) => one.getAttribute('href')));
  const found = all.find((href) => pattern.test(href));
  if (!found) throw new Error(`${page.url()} leads to no ${pattern}`);
  return found;
}

const ID = '[0-9a-f-]{36}';
const shift = new RegExp(`/shifts/${ID}$`);

/** Opens a page of the employer; each step is a path below what was opened before, or a pattern of a link there. */
function own(...steps) {
  return async (page) => {
    await page.goto('/me/organisations');
    const home = await link(page, new RegExp(`organisations/${ID}$`));
    for (const step of steps) await page.goto(typeof step === 'string' ? home + step : await link(page, step), { waitUntil: 'load' });
  };
}

/** Opens what waits first of a kind. */
function waiting(kind) {
  return async (page) => {
    await page.goto(`/console?kind=${kind}`);
    await page.goto(await link(page, new RegExp(`^/console/(?!tables)[a-z-]+/${ID}`)), { waitUntil: 'load' });
  };
}

/** Opens what the first shift that has a link to it leads to. */
function fromShift(selector) {
  return async (page) => {
    await own('/shifts')(page);
    const links = await page.locator('main a[href]').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    for (const href of links.filter((href) => shift.test(href))) {
      await page.goto(href);
      const to = page.locator(selector);
      if (await to.count()) {
        await page.goto(await to.first().getAttribute('href'), { waitUntil: 'load' });
        return;
      }
    }
    throw new Error(`no shift leads to ${selector}`);
  };
}

async function late(page) {
  await page.goto('/console/arrears');
  await page.goto(await link(page, new RegExp(`arrears/${ID}`)), { waitUntil: 'load' });
}

async function file(page) {
  await late(page);
  await page.goto(await link(page, new RegExp(`^/console/employer/${ID}`)), { waitUntil: 'load' });
}

export const FILLED = [
  { name: 'my organisation', open: own(''), employer: true },
  { name: 'shifts of my organisation', open: own('/shifts'), employer: true },
  { name: 'the crew of a shift', open: own('/shifts', shift), employer: true },
  { name: 'who has applied', open: fromShift('a[href$="/applicants"]'), employer: true },
  { name: 'the ledger', open: own('/ledger'), employer: true },
  { name: 'postings of my organisation', open: own('/postings'), employer: true },
  { name: 'a posting of mine', open: own('/postings', new RegExp(`/postings/${ID}$`)), employer: true },
  { name: 'favourites and bans', open: own('/workers'), employer: true },
  { name: 'a case that my organisation knows of', open: own('/cases', new RegExp(`/cases/${ID}$`)), employer: true },
  { name: 'what both sides say of a shift', open: fromShift('a[href*="/ratings/"]'), employer: true },
  { name: 'what waits for the city', path: '/console', staff: 'administrator' },
  ...['posting', 'report', 'case', 'appeal', 'rating'].map((kind) => ({ name: `the first ${kind} that waits`, open: waiting(kind), staff: 'administrator' })),
  { name: 'arrears of an employer', open: late, staff: 'administrator' },
  { name: 'the file of an employer', open: file, staff: 'administrator' },
  { name: 'supervision of the city', path: '/console/market', staff: 'administrator' },
];
