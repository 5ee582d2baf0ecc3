// The day of a shift, from the employer's first word to the worker at work: a posting that breaks a rule is refused beside
// its field, a good one is approved and found, and the code on the employer's phone lets the worker check in.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DESK, field, newPerson, submit, visit, visitor } from './harness.mjs';
import { fileOrganisation, post, resident } from './queue.mjs';
import { staff } from './staff.mjs';

const sheet = (page, name) => page.locator(`[name="sheet[posting][${name}]"]`).first();

/** Day and clock of a moment in China, as the form takes them. */
function local(at) {
  const [day, clock] = new Date(at + 8 * 3_600_000).toISOString().split('T');
  return { day, clock: clock.slice(0, 5) };
}

test('day: an employer posts, a worker takes the seat and checks in by the code', async (t) => {
  // An employer of 广汉市, verified.
  const first = await resident(t);
  const organisation = await fileOrganisation(first, '汉江搬运示例公司');
  const { page: clerk } = await visitor(t, { ...DESK, storageState: await staff(t, 'approver'), javaScriptEnabled: false });
  await clerk.goto(`/console/organisation/${organisation}`);
  const decision = clerk.locator('form[action="/api/decide_organisation"]').first();
  await decision.locator('[name="draft[until]"]').fill('2027-12-31');
  await decision.locator('button[value="verify"]').click();
  await clerk.locator('#notice.good').waitFor();

  const { page: employer, faults } = await visitor(t, { storageState: await first.context().storageState() });
  await visit(employer, `/me/organisations/${organisation}/postings/new`);
  const starts = local(Date.now() + 40 * 60_000);
  const ends = local(Date.now() + 280 * 60_000);
  await sheet(employer, 'title').fill('仓库搬运');
  await sheet(employer, 'occupation').selectOption({ index: 1 });
  await sheet(employer, 'duties').fill('卸货、码垛，一件二十公斤');
  await sheet(employer, 'pay_unit').selectOption('hour');
  await sheet(employer, 'pay_amount').fill('12');
  await sheet(employer, 'settlement').selectOption('same-day');
  await sheet(employer, 'region').selectOption('510681001');
  await sheet(employer, 'address').fill('物流园 3 号门');
  const shift = (name) => employer.locator(`[name="sheet[shifts][0][${name}]"]`);
  await shift('date').fill(starts.day);
  await shift('start').fill(starts.clock);
  await shift('end').fill(ends.clock);
  await shift('seats').fill('2');

  // Too little pay is said beside the field while it is typed, and refused when it is sent all the same.
  await employer.getByText(/每小时.*最低/).first().waitFor();
  const send = (what) => employer.locator(`form[action="/api/save_posting"] button[value="${what}"]:not(.sr-only)`).click();
  await send('submit');
  await employer.locator('[role="alert"]').first().waitFor();
  assert.equal(await sheet(employer, 'title').inputValue(), '仓库搬运', 'what was typed is kept');
  await sheet(employer, 'pay_amount').fill('25');
  await send('submit');
  await employer.locator('[data-state="submitted"]').waitFor();
  const posting = new URL(employer.url()).pathname.split('/').pop();

  await clerk.goto(`/console/posting/${posting}`);
  await clerk.locator('button[value="publish"]').first().click();
  await clerk.locator('#notice.good').waitFor();

  // A worker finds it and takes a seat.
  await visit(employer, `/me/organisations/${organisation}/postings/${posting}`);
  await employer.locator('[data-state="published"]').waitFor();
  await visit(employer, `/me/organisations/${organisation}/shifts`);
  await employer.locator(`a[href^="/me/organisations/${organisation}/shifts/"]`).first().click();
  await employer.locator('.digits[data-code]').waitFor();
  const id = new URL(employer.url()).pathname.split('/').pop();
  const { page: worker, faults: theirs } = await visitor(t, { storageState: await newPerson(t) });
  await visit(worker, `/gigs/${id}`);
  await worker.locator('.dock form[action="/api/claim"] button').click();
  await worker.locator('form[action="/api/leave"]').first().waitFor({ state: 'attached' });

  // By the code that stands on the employer's screen now; another one is refused in words.
  await visit(worker, `/me/shifts/${id}`);
  await field(worker, 'code').fill('000000');
  await submit(worker, '/api/check_in').click();
  await worker.locator('[role="alert"]').first().waitFor();
  await visit(employer, `/me/organisations/${organisation}/shifts/${id}`);
  await field(worker, 'code').fill(await employer.locator('.digits').getAttribute('data-code'));
  await submit(worker, '/api/check_in').click();
  await worker.locator('[data-state="checked_in"]').waitFor();
  assert.equal(await field(worker, 'code').inputValue(), '', 'a second tap would check out');
  await visit(employer, `/me/organisations/${organisation}/shifts/${id}`);
  assert.equal(await employer.locator('[data-claim][data-state="checked_in"]').count(), 1);

  // Whoever is not of the organisation does not find its people.
  assert.equal((await worker.goto(`/me/organisations/${organisation}/shifts/${id}`)).status(), 404);
  await post(employer, '/api/record_hours', { 'draft[claim]': await employer.locator('[data-claim]').getAttribute('data-claim'), 'draft[tick]': 'out', back: '/me' });
  const quiet = (fault) => !/422|404/.test(fault);
  assert.deepEqual(faults.filter(quiet), []);
  assert.deepEqual(theirs.filter(quiet), []);
});
