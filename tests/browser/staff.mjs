// Staff: joining by a link, signing in with password and one-time code, and what they see of people. By keyboard alone
// where the console is worked in.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { DESK, alive, field, newPhone, signUp, submit, visit, visitor, world } from './harness.mjs';

const PASSWORD = '三星堆的青铜大立人像';

/** The bytes of a secret in base32. */
function bytes(secret) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

/** The one-time code of a half minute (RFC 6238). */
function code(secret, step) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', bytes(secret)).update(counter).digest();
  const at = digest[19] & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

const now = () => Math.floor(Date.now() / 30_000);

/** Joins by a link that is for this phone. */
async function join(page, path, phone) {
  await page.goto(path);
  const secret = await page.locator('[data-secret]').textContent();
  await field(page, 'phone').fill(phone);
  await field(page, 'name').fill('王主任');
  await field(page, 'password').fill(PASSWORD);
  await field(page, 'again').fill(PASSWORD);
  await field(page, 'code').fill(code(secret, now()));
  await submit(page, '/api/join_staff').click();
  await page.waitForURL(/\/console\/account/);
  assert.equal(await page.locator('[data-codes] li').count(), 10, 'ten recovery codes');
}

let first;

/** The first administrator, who joins by the link that the program has printed. */
async function administrator(t) {
  first ??= (async () => {
    const { context, page } = await visitor(t, DESK);
    await join(page, world.log().match(/\/console\/join\/[0-9a-f]{64}/)[0], newPhone());
    return context.storageState();
  })();
  return first;
}

const colleagues = {};

/** Somebody of the staff with this role over 广汉市; one for the whole run. */
export async function staff(t, role) {
  if (role === 'administrator') return administrator(t);
  colleagues[role] ??= (async () => {
    const { context, page } = await visitor(t, { ...DESK, javaScriptEnabled: false });
    const phone = newPhone();
    await join(page, await invite(t, role, phone), phone);
    return context.storageState();
  })();
  return colleagues[role];
}

/** A link for a new colleague, made on the page. */
async function invite(t, role, phone) {
  const { page } = await visitor(t, { ...DESK, storageState: await administrator(t), javaScriptEnabled: false });
  await page.goto('/console/staff');
  const form = page.locator('form[action="/api/invite_staff"]');
  await form.locator('[name="draft[phone]"]').fill(phone);
  await form.locator('[name="draft[name]"]').fill('李经办');
  await form.locator('[name="draft[role]"]').selectOption(role);
  await form.locator('[name="draft[region]"]').selectOption('510681');
  await form.locator('button').click();
  return page.locator('[data-link]').getAttribute('data-link');
}

/** Presses the tabulator until what `selector` names has the focus; with `key` "Shift+Tab" it goes backwards. */
export async function tabTo(page, selector, key = 'Tab') {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press(key);
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  assert.fail(`the keyboard does not reach ${selector}`);
}

test('staff: a clerk signs in by keyboard, finds a person and says why they must see more', async (t) => {
  const { page: resident } = await visitor(t, { javaScriptEnabled: false });
  const phone = await signUp(resident);
  await resident.goto('/me/profile');
  await field(resident, 'home').selectOption('510681001');
  await submit(resident, '/api/save_profile').click();

  const { context, page, faults } = await visitor(t, DESK);
  const link = await invite(t, 'operator', '13800009999');
  await page.goto(link);
  const secret = await page.locator('[data-secret]').textContent();
  const step = now();
  for (const [name, value] of [['phone', '13800009999'], ['name', '李经办'], ['password', PASSWORD], ['again', PASSWORD], ['code', code(secret, step)]]) {
    await tabTo(page, `[name="draft[${name}]"]`);
    // A name that was given with the invitation is there already.
    await page.keyboard.press('Control+A');
    await page.keyboard.type(value);
  }
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/console\/account/);
  await context.clearCookies();

  // The code of joining is used up, so the next one.
  await visit(page, '/console/people');
  await tabTo(page, 'main a.btn-primary');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/console\/sign-in/);
  for (const [name, value] of [['phone', '13800009999'], ['password', PASSWORD], ['code', code(secret, step + 1)]]) {
    await tabTo(page, `[name="draft[${name}]"]`);
    await page.keyboard.type(value);
  }
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/console\/people/);
  await alive(page);

  await tabTo(page, '#phone');
  await page.keyboard.type(phone);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/console\/people\/[0-9a-f-]{36}/);
  await page.locator('form[action="/api/reveal_person"]').waitFor();
  assert.equal((await page.textContent('main')).includes(phone), false, 'the phone is shown before anybody said why');
  await tabTo(page, 'form[action="/api/reveal_person"] [name="draft[reason]"]');
  await page.keyboard.type('通知面试');
  await page.keyboard.press('Enter');
  await page.locator('[data-revealed]').waitFor();
  assert.match(await page.locator('[data-revealed]').textContent(), new RegExp(phone));
  assert.deepEqual(faults.filter((fault) => !fault.includes('401')), []);

  // Who looked at this number?
  const { page: desk } = await visitor(t, { ...DESK, storageState: await staff(t, 'auditor') });
  await visit(desk, '/console/trail');
  await desk.locator('#subject').fill(phone);
  await desk.locator('#action').fill('revealed');
  await desk.keyboard.press('Enter');
  await desk.waitForURL(/subject=/);
  // What was there before is shown until the answer has come.
  await desk.waitForFunction(() => document.querySelectorAll('[data-row]').length === 1);
  const row = desk.locator('[data-row]');
  assert.match(await row.textContent(), /李经办[^]*通知面试/);
});

test('staff: who acts for a person sees so on every page, and stops', async (t) => {
  const { page: resident } = await visitor(t, { javaScriptEnabled: false });
  const phone = await signUp(resident);
  await resident.goto('/me/profile');
  await field(resident, 'home').selectOption('510681001');
  await submit(resident, '/api/save_profile').click();

  // A session of one's own: acting changes its secret.
  const { page, faults } = await visitor(t, DESK);
  const clerk = newPhone();
  await join(page, await invite(t, 'operator', clerk), clerk);
  await visit(page, '/console/people');
  await page.locator('#phone').fill(phone);
  await page.keyboard.press('Enter');
  await page.locator('form[action="/api/act_for"]').waitFor();
  const form = page.locator('form[action="/api/act_for"]');
  await form.locator('[name="draft[phone]"]').fill(phone);
  await form.locator('[name="draft[reason]"]').fill('不会用手机');
  await form.locator('button').click();
  await page.waitForURL(/\/me$/);
  await alive(page);
  for (const path of ['/me/shifts', '/gigs', '/me']) {
    await page.goto(path);
    await page.locator('form[action="/api/stop_acting"]').waitFor();
  }
  await submit(page, '/api/stop_acting').click();
  await page.waitForURL(/\/console\/people/);
  assert.equal(await page.locator('form[action="/api/stop_acting"]').count(), 0);
  assert.deepEqual(faults, []);
});
