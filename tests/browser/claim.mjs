// The main job: from the first page to a held seat, with and without WebAssembly, by hand and by keyboard.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DESK, alive, claimable, field, holds, newPerson, newPhone, shownCode, signUp, submit, visit, visitor } from './harness.mjs';

/** Taps from the first page until the seat is held; gives the number of taps. */
async function claimByTaps(page, wasm) {
  await visit(page, '/', { wasm });
  const { shift, button } = await claimable(page);
  await button.tap();
  await page.locator('form[action="/api/leave"]').first().waitFor({ timeout: 5_000 }).catch(() => {});
  if (await holds(page.context(), shift)) return { shift, taps: 1 };
  await page.locator('.dock form[action="/api/claim"] button').tap();
  await page.locator('form[action="/api/leave"]').first().waitFor();
  return { shift, taps: 2 };
}

for (const wasm of [true, false]) {
  const how = wasm ? 'with WebAssembly' : 'without scripts';

  test(`claim: at most two taps on a phone, ${how}`, async (t) => {
    const { context, page, faults } = await visitor(t, { storageState: await newPerson(t), javaScriptEnabled: wasm });
    const { shift, taps } = await claimByTaps(page, wasm);
    assert.ok(taps <= 2);
    assert.ok(await holds(context, shift), 'the seat is not held');
    await visit(page, '/me/shifts', { wasm });
    assert.ok(await page.locator(`a[href^="/gigs/${shift}"]`).count() > 0, 'my shifts do not show it');
    assert.deepEqual(faults, []);
  });

  test(`claim: a seat is left again, ${how}`, async (t) => {
    const { context, page } = await visitor(t, { storageState: await newPerson(t), javaScriptEnabled: wasm });
    const { shift } = await claimByTaps(page, wasm);
    await visit(page, `/gigs/${shift}`, { wasm });
    const leave = page.locator('form[action="/api/leave"]').first();
    // The form may stand folded, so that nobody leaves by a slip.
    const fold = page.locator('details:has(form[action="/api/leave"]) > summary').first();
    if (await fold.count()) await fold.tap();
    const reason = leave.locator('input[type="radio"]').first();
    if (await reason.count()) await reason.check();
    await leave.locator('button').first().tap();
    await page.waitForURL(/\/me\/shifts/);
    assert.equal(await holds(context, shift), false, 'the seat is still held');
  });

  test(`claim: a guest signs in on the way and comes back to the shift, ${how}`, async (t) => {
    const { page } = await visitor(t, { javaScriptEnabled: wasm });
    await visit(page, '/', { wasm });
    const item = page.locator('[data-shift]').first();
    const shift = await item.getAttribute('data-shift');
    await item.locator(`a[href="/gigs/${shift}"]`).first().tap();
    await page.waitForURL(`**/gigs/${shift}`);
    await page.locator('.dock a[href^="/sign-in"]').first().tap();
    await page.waitForURL(/\/sign-in/);
    await field(page, 'phone').fill(newPhone());
    await submit(page, '/api/request_code').tap();
    await page.locator('[data-code]').first().waitFor();
    await field(page, 'code').fill(await shownCode(page));
    await submit(page, '/api/sign_in').tap();
    await page.waitForURL(/\/me\/profile/);
    await field(page, 'name').fill('李小梅');
    await field(page, 'birth').fill('1985-06-01');
    await submit(page, '/api/save_profile').tap();
    await page.waitForURL(new RegExp(`/gigs`));
    assert.ok(new URL(page.url()).pathname.includes('/gigs'), page.url());
  });
}

/** Presses Tab until the focus is on something that matches, as a person without a mouse does. */
async function tabTo(page, selector, most = 150) {
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  assert.fail(`${most} presses of Tab do not reach ${selector} on ${page.url()}`);
}

test('claim: sign in and claim by keyboard alone', async (t) => {
  const { context, page, faults } = await visitor(t, DESK);
  await visit(page, '/sign-in?next=%2Fgigs');
  const type = async (name, text) => {
    if (!(await page.evaluate((n) => document.activeElement?.getAttribute('name') === n, `draft[${name}]`))) await tabTo(page, `[name="draft[${name}]"]`);
    await page.keyboard.type(text);
  };
  await type('phone', newPhone());
  await page.keyboard.press('Enter');
  await page.locator('[data-code]').first().waitFor();
  await type('code', await shownCode(page));
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/me\/profile/);
  await type('name', '王小工');
  await type('birth', '1990-01-31');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/gigs/);
  await page.locator('[data-total]').waitFor();
  const { shift } = await claimable(page);
  await tabTo(page, `[data-shift="${shift}"] form[action="/api/claim"] button`);
  const outlined = await page.evaluate(() => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement);
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
  });
  assert.ok(outlined, 'one does not see where the focus is');
  await page.keyboard.press('Enter');
  await page.locator('form[action="/api/leave"]').first().waitFor({ state: 'attached' });
  assert.ok(await holds(context, shift));
  assert.deepEqual(faults, []);
});

test('claim: signed up with WebAssembly as without', async (t) => {
  const { page, faults } = await visitor(t);
  await signUp(page);
  await alive(page);
  assert.deepEqual(faults, []);
});
