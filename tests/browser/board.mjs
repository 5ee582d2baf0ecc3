// A screen in a station that many use: a person takes a seat at it, and nothing of them is left for the next.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DESK, field, newPhone, shownCode, submit, visit, visitor } from './harness.mjs';

const WALL = { viewport: { width: 1920, height: 1080 } };

/** Makes this browser a shared screen. */
async function share(page) {
  await page.goto('/board');
  await page.locator('details:has(form[action="/api/share_screen"]) summary').click();
  await submit(page, '/api/share_screen').click();
  await page.waitForURL(/\/board\/\d+$/);
  await page.locator('a.btn[href^="/board/"]', { hasText: '用完了' }).waitFor();
}

async function signIn(page) {
  await field(page, 'phone').fill(newPhone());
  await submit(page, '/api/request_code').click();
  await page.locator('[data-code]').first().waitFor();
  await field(page, 'code').fill(await shownCode(page));
  await submit(page, '/api/sign_in').click();
  await page.waitForURL(/\/me\/profile/);
}

for (const javaScriptEnabled of [true, false]) {
  test(`board: a seat is taken at a shared screen, and nobody is left there${javaScriptEnabled ? '' : ', without scripts'}`, async (t) => {
    const { context, page, faults } = await visitor(t, { ...DESK, javaScriptEnabled });
    await share(page);
    const settled = { wasm: javaScriptEnabled };
    await visit(page, page.url(), settled);
    await page.locator('.wall [data-shift]:has-text("还剩") h2 a').first().click();
    await page.waitForURL(/\/gigs\//);
    const shift = page.url();
    await page.locator('.dock a.btn-primary').click();
    await page.waitForURL(/\/sign-in/);
    assert.equal(await field(page, 'phone').getAttribute('autocomplete'), 'off');
    await signIn(page);
    await field(page, 'name').fill('王小工');
    await field(page, 'birth').fill('1990-01-31');
    await submit(page, '/api/save_profile').click();
    await page.waitForURL(shift);
    await page.locator('.dock form[action="/api/claim"] button').click();
    await page.locator('form[action="/api/leave"]').first().waitFor({ state: 'attached' });
    await page.locator('.acting a', { hasText: '用完了' }).click();
    await page.waitForURL(/\/board\/\d+$/);
    assert.deepEqual((await context.cookies()).map((cookie) => cookie.name).sort(), ['board']);
    await page.goBack();
    await page.waitForURL(shift);
    assert.equal(await page.locator('form[action="/api/leave"]').count(), 0, 'going back shows whose seat it was');
    assert.equal((await page.goto('/me/shifts')).status(), 401);
    assert.deepEqual(faults.filter((fault) => !fault.includes('401')), []);
  });
}

test('board: a shared screen that nobody touches goes back to its board', async (t) => {
  const { context, page } = await visitor(t, DESK);
  await share(page);
  await page.clock.install();
  await visit(page, '/sign-in');
  await signIn(page);
  await page.clock.fastForward(80_000);
  await page.mouse.click(300, 300);
  await page.clock.fastForward(80_000);
  assert.match(page.url(), /\/me\/profile/, 'somebody who touches it is sent away');
  await page.clock.fastForward(20_000);
  await page.waitForURL(/\/board\/\d+$/);
  assert.equal((await context.cookies()).some((cookie) => cookie.name === 'session'), false);
});

test('board: on a wall the cards are large and none is cut', async (t) => {
  const { page, faults } = await visitor(t, WALL);
  const response = await visit(page, '/board');
  assert.match(response.headers().refresh, /^30; url=\/board\/\d+\?after=/);
  const cards = page.locator('.wall [data-shift]');
  assert.equal(await cards.count(), 15);
  assert.ok(await page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize)) >= 20, 'the type is small');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  assert.deepEqual(faults, []);
});
