// Every page there is, and how to reach it. A new page is added here and thereby crawled and examined.

import { FILLED, employer } from './filled.mjs';
import { claimable, field, newPerson, newPhone, submit } from './harness.mjs';
import { staff } from './staff.mjs';

const ANY_GIG = '/gigs?county=510603&part=morning&sort=pay';
const NOTHING_FOUND = '/gigs?q=%E5%AE%87%E8%88%AA%E5%91%98&min_hourly=9999';
const BAD_PARAMETERS = '/gigs?date=2026-13-45&county=nowhere&min_hourly=lots&sort=sideways&near=91,200&after=%25%25';
const NO_SUCH_SHIFT = '/gigs/00000000-0000-7000-8000-000000000000';

/** `path`, or `open` for a page that takes steps; `person` where somebody must be signed in, `employer` where they act for one, `staff` as what on the staff; `status` if it is not 200. */
export const PAGES = [
  { name: 'first page', path: '/' },
  { name: 'list with filters', path: ANY_GIG },
  { name: 'list that finds nothing', path: NOTHING_FOUND },
  { name: 'list with bad parameters', path: BAD_PARAMETERS },
  { name: 'list of somebody signed in', path: '/gigs', person: true },
  { name: 'shift', open: openShift },
  { name: 'shift of somebody signed in', open: openShift, person: true },
  { name: 'report of a posting', open: openReport, person: true },
  { name: 'report of no posting', path: `${NO_SUCH_SHIFT}/report`, person: true, status: 404 },
  { name: 'reports of no posting', path: '/console/report/00000000-0000-7000-8000-000000000000', staff: 'approver', status: 404 },
  { name: 'sign-in', path: '/sign-in' },
  { name: 'sign-in, second step', open: openCodeStep },
  { name: 'sign-in with a wrong phone', open: openWrongPhone, refused: 422 },
  { name: 'me', path: '/me', person: true },
  { name: 'my shifts', path: '/me/shifts', person: true },
  { name: 'my shifts, calendar', path: '/me/shifts?view=calendar', person: true },
  { name: 'how I keep to what was agreed', path: '/me/reliability', person: true },
  { name: 'how my organisation does', open: openOrganisation('/reliability'), person: true },
  { name: 'no such appeal against a mark', path: '/console/mark/00000000-0000-7000-8000-000000000000', staff: 'approver', status: 404 },
  { name: 'what I keep, nothing yet', path: '/me/saved', person: true },
  { name: 'what I keep', open: openSaved, person: true },
  { name: 'what nobody keeps', path: '/me/saved', status: 401 },
  { name: 'messages', path: '/me/messages', person: true },
  { name: 'messages of nobody', path: '/me/messages', status: 401 },
  { name: 'profile', path: '/me/profile', person: true },
  { name: 'my devices', path: '/me/sessions', person: true },
  { name: 'my data', path: '/me/privacy', person: true },
  { name: 'staff sign-in', path: '/console/sign-in' },
  { name: 'an invitation that is good no more', path: '/console/join/none' },
  { name: 'console of nobody', path: '/console', status: 401 },
  { name: 'queue', path: '/console', staff: 'operator' },
  { name: 'people', path: '/console/people', staff: 'operator' },
  { name: 'no such person', path: '/console/people/00000000-0000-7000-8000-000000000000', staff: 'operator', status: 404 },
  { name: 'staff', path: '/console/staff', staff: 'administrator' },
  { name: 'trail', path: '/console/trail', staff: 'auditor' },
  { name: 'trail with a wrong filter', path: '/console/trail?who=me&from=soon', staff: 'auditor' },
  { name: 'account of the staff', path: '/console/account', staff: 'operator' },
  { name: 'what one may not', path: '/console/staff', staff: 'operator', status: 403 },
  { name: 'policies', path: '/policies' },
  { name: 'policies, searched', path: '/policies?q=%E5%B7%A5%E4%BC%A4&sort=newest' },
  { name: 'policies that finds nothing', path: '/policies?q=xyzzyx' },
  { name: 'law', open: openLaw },
  { name: 'my organisations', path: '/me/organisations', person: true },
  { name: 'registering an organisation', path: '/me/organisations/new', person: true },
  { name: 'my real name', path: '/me/real-name', person: true },
  { name: 'table of shifts', path: '/console/tables/shifts', staff: 'operator' },
  { name: 'table with a wrong filter', path: '/console/tables/claims?from=soon&sort=x', staff: 'operator' },
  { name: 'table that finds nothing', path: '/console/tables/shifts?q=xyzzyx', staff: 'operator' },
  { name: 'table of the staff', path: '/console/tables/staff', staff: 'administrator' },
  { name: 'rows to close, none chosen', path: '/console/tables/shifts/bulk?action=close', staff: 'operator' },
  { name: 'no such table', path: '/console/tables/chairs', staff: 'operator', status: 404 },
  { name: 'figures', path: '/console/statistics', staff: 'operator' },
  { name: 'figures by region', path: '/console/statistics?by=region', staff: 'auditor' },
  { name: 'figures with a wrong filter', path: '/console/statistics?from=soon&region=xx&by=trade', staff: 'operator' },
  { name: 'figures of days without any', path: '/console/statistics?from=2020-01-01&to=2020-01-07', staff: 'administrator' },
  { name: 'file of no employer', path: '/console/employer/00000000-0000-7000-8000-000000000000', staff: 'operator', status: 404 },
  { name: 'supervision', path: '/console/market', staff: 'operator' },
  { name: 'settings', path: '/console/settings', staff: 'operator' },
  { name: 'history of the minimum wage', path: '/console/settings/hourly-wage', staff: 'administrator' },
  { name: 'history of the holidays', path: '/console/settings/holidays', staff: 'operator' },
  { name: 'a new minimum wage to be confirmed', path: '/console/settings/hourly-wage?region=510603&from=2027-01-01&sum=40&source=x&check=yes', staff: 'administrator' },
  { name: 'a list of holidays with mistakes', path: '/console/settings/holidays?about=2027&region=510600&off=2027-13-01&from=soon&check=yes', staff: 'administrator' },
  { name: 'a text of an SMS with an unknown name', path: '/console/settings/sms?about=seat-offered.zh-CN&region=510600&text=%7Bnmae%7D&check=yes', staff: 'administrator' },
  { name: 'imports', path: '/console/imports', staff: 'operator' },
  { name: 'importing a file', path: '/console/imports/new', staff: 'operator' },
  { name: 'importing reference data', path: '/console/imports/new', staff: 'administrator' },
  { name: 'an import that is checked', open: openImport, staff: 'operator' },
  { name: 'a file that cannot be imported', open: openRefusedImport, staff: 'operator', refused: 422 },
  { name: 'wall screen', path: '/board' },
  { name: 'wall screen of a township, and what it is', path: '/board/510681001?screen=yes' },
  { name: 'wall screen of nowhere', path: '/board/999999', status: 404 },
  { name: 'an employer\'s postings', open: openPostings, person: true },
  { name: 'writing a posting', open: openNewPosting, person: true },
  { name: 'no such page', path: '/no/such/page', status: 404 },
  { name: 'no such shift', path: NO_SUCH_SHIFT, status: 404 },
  { name: 'the day of my shift', open: openWork, person: true },
  { name: 'the day of a shift that is not mine', path: '/me/shifts/00000000-0000-7000-8000-000000000000', person: true, status: 404 },
  { name: 'shifts of my organisation, none yet', open: openOrganisation('/shifts'), person: true },
  { name: 'applicants of a shift that is not mine', path: '/me/organisations/00000000-0000-7000-8000-000000000000/shifts/00000000-0000-7000-8000-000000000000/applicants', person: true, status: 404 },
  { name: 'favourites and bans, none yet', open: openOrganisation('/workers'), person: true },
  { name: 'ledger of my organisation, empty', open: openOrganisation('/ledger'), person: true },
  { name: 'ledger of days that cannot be read', open: openOrganisation('/ledger?from=soon'), person: true },
  { name: 'arrears of wages', path: '/console/arrears', staff: 'operator' },
  { name: 'arrears of nobody', path: '/console/arrears/00000000-0000-7000-8000-000000000000', staff: 'operator', status: 404 },
  { name: 'filing a case', open: openNewCase, person: true },
  { name: 'a case of mine', open: openCase, person: true },
  { name: 'my cases, none yet', path: '/me/cases', person: true },
  { name: 'no such case', path: '/me/cases/00000000-0000-7000-8000-000000000000', person: true, status: 404 },
  { name: 'cases of my organisation, none yet', open: openOrganisation('/cases'), person: true },
  { name: 'rating a shift that is not over', open: openRating, person: true },
  { name: 'no such rating for the staff', path: '/console/rating/00000000-0000-7000-8000-000000000000', staff: 'approver', status: 404 },
  { name: 'evidence packs of my shift', open: openPacks, person: true },
  { name: 'an evidence pack', open: openPack, person: true },
  { name: 'no such pack', path: '/me/evidence/00000000-0000-7000-8000-000000000000', person: true, status: 404 },
  { name: 'checking an evidence pack', path: '/evidence' },
  { name: 'checking a hash that is not known', path: `/evidence?hash=${'0123456789abcdef'.repeat(4)}` },
  { name: 'checking what is no hash', path: '/evidence?hash=abc' },
  { name: 'no such case for the staff', path: '/console/case/00000000-0000-7000-8000-000000000000', staff: 'approver', status: 404 },
  { name: 'claiming for somebody', open: openBehalf, staff: 'operator' },
  { name: 'claiming seats for a crew', open: openCrewForm, person: true },
  { name: 'crews that one has named, none yet', path: '/me/crews', person: true },
  { name: 'no such appeal', path: '/console/appeal/00000000-0000-7000-8000-000000000000', staff: 'approver', status: 404 },
  ...FILLED,
];

/** The cookies with which a page is opened. */
export async function cookiesFor(t, { person, employer: acts, staff: role }) {
  if (role) return staff(t, role);
  if (acts) return employer(t);
  return person ? newPerson(t) : undefined;
}

/** Opens it and gives the status of the document. */
export async function openPage(page, { path, open }) {
  if (path) return (await page.goto(path, { waitUntil: 'load' })).status();
  await open(page);
  return 200;
}

/** Takes a seat, if none is held yet, and opens the page of that day. */
async function openWork(page) {
  await page.goto('/me/shifts');
  const days = page.locator('a[href^="/me/shifts/"]');
  if (!(await days.count())) {
    await page.goto('/gigs');
    const { button } = await claimable(page);
    await button.click();
    await page.locator('form[action="/api/leave"]').first().waitFor({ state: 'attached' });
    await page.goto('/me/shifts');
  }
  await page.goto(await days.first().getAttribute('href'), { waitUntil: 'load' });
}

async function openNewCase(page) {
  await openWork(page);
  await page.goto(`${new URL(page.url()).pathname}/case`, { waitUntil: 'load' });
}

/** Files a case, if none is open yet, and opens it. */
async function openCase(page) {
  await openNewCase(page);
  const open = page.locator('[data-case] a');
  if (!(await open.count())) {
    await page.locator('[name="draft[category]"][value="pay"]').check();
    await field(page, 'account').fill('干了八小时，只给了一半。');
    await page.locator('form[action="/upload/case"] button').click();
    await page.waitForURL(/\/me\/cases\/[0-9a-f-]{36}/);
    return;
  }
  await page.goto(await open.first().getAttribute('href'), { waitUntil: 'load' });
}

async function openRating(page) {
  await openWork(page);
  await page.goto(`${new URL(page.url()).pathname}/rating`, { waitUntil: 'load' });
}

async function openPacks(page) {
  await openWork(page);
  await page.goto(`${new URL(page.url()).pathname}/evidence`, { waitUntil: 'load' });
}

async function openPack(page) {
  await openPacks(page);
  await submit(page, '/api/make_pack').click();
  await page.waitForURL(/\/me\/evidence\/[0-9a-f-]{36}/);
}

/** Registers an organisation and opens a page of it. */
function openOrganisation(path) {
  return async (page) => {
    await page.goto('/me/organisations/new');
    await field(page, 'name').fill('示例住户');
    await page.locator('[name="draft[kind]"]').first().selectOption('household');
    await page.locator('[name="draft[region]"]').first().selectOption({ index: 1 });
    await field(page, 'contact_name').fill('赵');
    await field(page, 'contact_phone').fill('13900000000');
    await submit(page, '/api/save_organisation').click();
    await page.waitForURL(/organisations\/[0-9a-f-]{36}/);
    await page.goto(new URL(page.url()).pathname + path, { waitUntil: 'load' });
  };
}

async function openShift(page) {
  await page.goto('/gigs');
  const shift = await page.locator('[data-total] [data-shift]').first().getAttribute('data-shift');
  await page.goto(`/gigs/${shift}`, { waitUntil: 'load' });
}

async function openReport(page) {
  await openShift(page);
  await page.goto(`${new URL(page.url()).pathname}/report`, { waitUntil: 'load' });
}

/** Keeps a search and a posting and opens the page of both. */
async function openSaved(page) {
  await page.goto(ANY_GIG, { waitUntil: 'load' });
  await submit(page, '/api/keep_search').click();
  await page.waitForURL(/\/me\/saved/);
  await openShift(page);
  await submit(page, '/api/keep_posting').click();
  await page.locator('[data-kept="true"]').waitFor();
  await page.goto('/me/saved', { waitUntil: 'load' });
}

async function openBehalf(page) {
  await openShift(page);
  await page.goto(`/console${new URL(page.url()).pathname}`, { waitUntil: 'load' });
}

async function openCrewForm(page) {
  await openShift(page);
  await page.goto(`${new URL(page.url()).pathname}/crew`, { waitUntil: 'load' });
}

async function openLaw(page) {
  await page.goto('/policies?q=ldht');
  const law = await page.locator('[data-total] [data-policy]').first().getAttribute('data-policy');
  await page.goto(`/policies/${law}`, { waitUntil: 'load' });
}

/** Registers an organisation and opens its postings; gives their address. */
async function openPostings(page) {
  await page.goto('/me/organisations/new', { waitUntil: 'load' });
  const draft = { kind: 'firm', region: '510681001' };
  for (const [name, value] of Object.entries(draft)) await field(page, name).selectOption(value);
  const typed = { name: '汉江示例装饰有限公司', credit_code: '91350100M000100Y43', contact_name: '赵联系', contact_phone: '13911112222' };
  for (const [name, value] of Object.entries(typed)) await field(page, name).fill(value);
  await submit(page, '/api/save_organisation').click();
  await page.waitForURL(/\/me\/organisations\/[0-9a-f-]{36}/);
  const postings = `${new URL(page.url()).pathname}/postings`;
  await page.goto(postings, { waitUntil: 'load' });
  return postings;
}

async function openNewPosting(page) {
  await page.goto(`${await openPostings(page)}/new`, { waitUntil: 'load' });
}

async function openCodeStep(page) {
  await page.goto('/sign-in');
  await field(page, 'phone').fill(newPhone());
  await submit(page, '/api/request_code').click();
  await page.locator('[data-code]').first().waitFor();
}

async function openWrongPhone(page) {
  await page.goto('/sign-in');
  await field(page, 'phone').fill('12345');
  await submit(page, '/api/request_code').click();
  await page.locator('[role="alert"]').first().waitFor();
}

/** Sends a table of organisations. */
async function sendTable(page, text) {
  await page.goto('/console/imports/new');
  await page.locator('#file').setInputFiles({ name: '单位.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.locator('form[action="/upload/import"] button').click();
}

async function openImport(page) {
  const good = '企业,示例导入有限公司,91350100M000100Y43,510681001,赵,13900000000\n';
  await sendTable(page, `类型,名称,统一社会信用代码,地区代码,联系人,联系手机,备注\n${good}企业,,123,510683001,赵,139\n`);
  await page.locator('[data-import-state="checked"]').waitFor();
}

async function openRefusedImport(page) {
  await sendTable(page, '名称\n甲\n');
  await page.locator('[role="alert"]').first().waitFor();
}
