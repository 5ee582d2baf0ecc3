// A shift from the employer's first word to the last fen, on phones: a posting that breaks a rule is refused beside its
// field, a good one is approved, three workers want its two seats, two of them work, one is paid too little and the staff
// settle it. Whoever looks at a page sees there what the others do, without loading it again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DESK, alive, field, newPerson, submit, visit, visitor, world } from './harness.mjs';
import { fileOrganisation, resident } from './queue.mjs';
import { staff } from './staff.mjs';

const MINUTE = 60_000;
const sheet = (page, name) => page.locator(`[name="sheet[posting][${name}]"]`).first();

/** Day and clock of a moment in China, as the form takes them. */
function local(at) {
  const [day, clock] = new Date(at + 8 * 3_600_000).toISOString().split('T');
  return { day, clock: clock.slice(0, 5) };
}

/** Opens a page and marks it, so that `kept` tells whether it is still the same document. */
async function open(page, path) {
  await visit(page, path);
  await page.evaluate(() => { window.sameDocument = true; });
}

const kept = async (page) => assert.equal(await page.evaluate(() => window.sameDocument), true, `${page.url()} was loaded again`);

/** An employer of 广汉市, verified, and the clerk who did it. */
async function employer(t) {
  const first = await resident(t);
  const organisation = await fileOrganisation(first, '汉江搬运示例公司');
  const { page: clerk } = await visitor(t, { ...DESK, storageState: await staff(t, 'approver') });
  await visit(clerk, `/console/organisation/${organisation}`);
  const decision = clerk.locator('form[action="/api/decide_organisation"]').first();
  await decision.locator('[name="draft[until]"]').fill('2027-12-31');
  await decision.locator('button[value="verify"]').click();
  await clerk.locator('#notice.good').waitFor();
  const { page, context, faults } = await visitor(t, { storageState: await first.context().storageState() });
  return { page, context, faults, clerk, home: `/me/organisations/${organisation}` };
}

/** The language of everything that is opened from now on. */
async function speak(context, language) {
  await context.addCookies([{ name: 'language', value: language, url: world.base }]);
}

/** Types a posting for two, too cheap first; gives its address, once it was sent and lies before the staff. */
async function write({ page, context, home }) {
  await speak(context, 'en');
  await visit(page, `${home}/postings/new`);
  await page.getByLabel('Title').first().waitFor();
  await speak(context, 'zh');
  await open(page, `${home}/postings/new`);
  const [starts, ends] = [local(Date.now() + 40 * MINUTE), local(Date.now() + 280 * MINUTE)];
  await sheet(page, 'title').fill('仓库搬运');
  await sheet(page, 'occupation').selectOption({ index: 1 });
  await sheet(page, 'duties').fill('卸货、码垛，一件二十公斤');
  await sheet(page, 'pay_unit').selectOption('task');
  await sheet(page, 'pay_amount').fill('40');
  await sheet(page, 'settlement').selectOption('same-day');
  await sheet(page, 'region').selectOption('510681001');
  await sheet(page, 'address').fill('物流园 3 号门');
  const shift = (name) => page.locator(`[name="sheet[shifts][0][${name}]"]`);
  await shift('date').fill(starts.day);
  await shift('start').fill(starts.clock);
  await shift('end').fill(ends.clock);
  await shift('seats').fill('2');

  // Too little pay is said beside the field while it is typed, and refused when it is sent all the same.
  await page.getByText(/每小时.*最低/).first().waitFor();
  const send = () => page.locator('form[action="/api/save_posting"] button[value="submit"]:not(.sr-only)').click();
  await send();
  await page.locator('[role="alert"]').first().waitFor();
  assert.equal(await sheet(page, 'title').inputValue(), '仓库搬运', 'what was typed is kept');
  await sheet(page, 'pay_amount').fill('100');
  await send();
  await page.locator('[data-state="submitted"]').waitFor();
  await kept(page);
  return new URL(page.url()).pathname;
}

/** A worker with a phone of their own. */
async function worker(t) {
  const { page, context, faults } = await visitor(t, { storageState: await newPerson(t) });
  return { page, context, faults };
}

async function take({ page }, shift, then) {
  await open(page, `/gigs/${shift}`);
  await page.locator('.dock form[action="/api/claim"] button').click();
  await page.locator(`#mine form[action="${then}"]`).first().waitFor({ state: 'attached' });
}

/** Types a code into the page of one's own work. */
async function type(page, code) {
  await field(page, 'code').fill(code);
  await submit(page, '/api/check_in').click();
}

/** Writes down a payment on the ledger. */
async function pay(page, claim, sum) {
  const row = page.locator(`[data-claim="${claim}"]`);
  await row.locator('summary').click();
  if (sum) await row.locator('[name="draft[sum]"]').fill(sum);
  await row.locator('[name="draft[method]"]').selectOption({ index: 1 });
  await row.locator('form button.btn-primary').click();
  await page.locator('#notice.good, .notice.good').first().waitFor();
  await alive(page);
}

const standing = (page, word) => page.locator(`[data-standing="${word}"]`).first().waitFor();

test('day: from a posting to the last fen, each seeing what the others do', async (t) => {
  const boss = await employer(t);
  const posting = await write(boss);
  const { clerk } = boss;

  await visit(clerk, `/console/posting/${posting.split('/').pop()}`);
  await clerk.locator('button[value="publish"]').first().click();
  await clerk.locator('#notice.good').waitFor();
  await boss.page.locator('[data-state="published"]').waitFor();
  await kept(boss.page);

  // Two take the seats, the third waits, one leaves, and who waited is asked.
  await visit(boss.page, `${boss.home}/shifts`);
  await boss.page.locator(`a[href^="${boss.home}/shifts/"]`).first().click();
  await boss.page.locator('.digits[data-code]').waitFor();
  await boss.page.evaluate(() => { window.sameDocument = true; });
  const shift = new URL(boss.page.url()).pathname.split('/').pop();
  const [first, second, third] = [await worker(t), await worker(t), await worker(t)];
  await take(first, shift, '/api/leave');
  await take(second, shift, '/api/leave');
  const comes = (n, state) => boss.page.waitForFunction(([n, state]) => document.querySelectorAll(`[data-claim][data-state="${state}"]`).length === n, [n, state]);
  await comes(2, 'confirmed');
  await take(third, shift, '/api/leave');
  await first.page.locator('#mine details.leave summary').click();
  await first.page.locator('#mine [name="draft[reason]"]').first().check();
  await first.page.locator('#mine form[action="/api/leave"] button').click();
  await comes(1, 'confirmed');
  await third.page.locator('form[action="/api/answer_offer"] button[value="yes"]').click();
  await comes(2, 'confirmed');
  for (const { page } of [boss, first, second, third]) await kept(page);

  // By the code on the employer's screen: another is refused in words, one typed without a network is sent later.
  const code = () => boss.page.locator('.digits').getAttribute('data-code');
  for (const { page } of [second, third]) await open(page, `/me/shifts/${shift}`);
  const typed = [];
  second.page.on('request', (request) => {
    if (request.url().endsWith('/api/check_in')) typed.push(Number(new URLSearchParams(request.postData()).get('draft[typed]')));
  });
  await type(second.page, '000000');
  await second.page.locator('[role="alert"]').first().waitFor();
  await type(second.page, await code());
  await second.page.locator('[data-state="checked_in"]').waitFor();
  assert.equal(await field(second.page, 'code').inputValue(), '', 'a second tap would check out');
  assert.ok(typed.length === 2 && typed[0] > Date.now() - 5 * MINUTE && typed[1] > typed[0], 'each code has the time when it was typed');
  await third.context.setOffline(true);
  await type(third.page, await code());
  await third.page.locator('#check [role="status"]:not(:empty)').first().waitFor();
  await third.context.setOffline(false);
  await third.page.locator('[data-state="checked_in"]').waitFor();
  await comes(2, 'checked_in');

  // While the employer types, nothing moves under their fingers: they are told, and look when they want to.
  const ban = boss.page.locator('details:has(input[value="ban"])').first();
  await ban.locator('summary').click();
  await ban.locator('[name="draft[reason]"]').fill('说好来');
  for (const { page } of [second, third]) {
    await type(page, await code());
    await page.locator('[data-state="checked_out"]').waitFor();
  }
  await boss.page.locator('.stale button').waitFor();
  await comes(2, 'checked_in');
  await boss.page.locator('.stale button').click();
  await comes(2, 'checked_out');
  await boss.page.locator('.stale button').waitFor({ state: 'detached' });
  assert.equal(await ban.locator('[name="draft[reason]"]').inputValue(), '说好来', 'what was typed is kept');
  for (const { page } of [boss, second, third]) await kept(page);

  // Paid: one in full, who says so; one too little, who says so too.
  const [whole, short] = [await second.page.locator('[data-claim]').getAttribute('data-claim'), await third.page.locator('[data-claim]').getAttribute('data-claim')];
  await visit(boss.page, `${boss.home}/ledger`);
  await pay(boss.page, whole);
  await pay(boss.page, short, '60');
  await boss.page.evaluate(() => { window.sameDocument = true; });
  await standing(second.page, 'paid');
  await second.page.locator('#wages button[value="received"]').click();
  await second.page.locator('[data-state="settled"]').waitFor();
  await third.page.locator('#wages button[value="short"]').click();
  await standing(boss.page.locator(`[data-claim="${whole}"]`), 'received');
  await standing(boss.page.locator(`[data-claim="${short}"]`), 'disputed');
  for (const { page } of [boss, second, third]) await kept(page);

  // The staff take it up, the rest is paid, and all three see how it ends.
  await visit(third.page, `/me/shifts/${short}/case`);
  await third.page.locator('[name="draft[category]"][value="pay"]').check();
  await field(third.page, 'account').fill('说好一百元，只给了六十。');
  await third.page.locator('form[action="/upload/case"] button').click();
  await third.page.locator('[data-case-state="filed"]').waitFor();
  await alive(third.page);
  await third.page.evaluate(() => { window.sameDocument = true; });
  const id = await third.page.locator('[data-case]').getAttribute('data-case');
  await open(clerk, `/console/case/${id}`);
  for (const [step, state] of [['accept', 'accepted'], ['mediate', 'mediating']]) {
    await field(clerk, 'note').fill('已联系双方，请用工方今天补齐。');
    await clerk.locator(`form[action="/api/step_case"] button[value="${step}"]`).click();
    await third.page.locator(`[data-case-state="${state}"]`).waitFor();
  }
  await boss.page.reload();
  await alive(boss.page);
  await pay(boss.page, short);
  await third.page.locator('details:has(form[action="/api/say_in_case"]) summary').click();
  await field(third.page, 'words').fill('补的四十元收到了。');
  await third.page.locator('form[action="/api/say_in_case"] button').click();
  await clerk.getByText('补的四十元收到了。').waitFor();
  await field(clerk, 'note').fill('已补齐，双方无异议。');
  await clerk.locator('form[action="/api/step_case"] button[value="resolve"]').click();
  await third.page.locator('[data-case-state="resolved"]').waitFor();
  for (const page of [third.page, clerk]) await kept(page);
  await speak(third.context, 'en');
  await visit(third.page, `/me/cases/${id}`);
  assert.match(await third.page.locator('[data-case-state]').innerText(), /^[A-Za-z ]+$/);

  // Whoever is not of the organisation does not find its people.
  assert.equal((await third.page.goto(`${boss.home}/shifts/${shift}`)).status(), 404);
  const quiet = (fault) => !/422|404|ERR_INTERNET_DISCONNECTED/.test(fault);
  for (const { faults } of [boss, first, second, third]) assert.deepEqual(faults.filter(quiet), []);
});
