// The console's tables: a county clerk narrows one down, sorts it, keeps the view, closes shifts after a preview and takes
// the rows away, all by keyboard.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { DESK, visit, visitor } from './harness.mjs';
import { staff, tabTo } from './staff.mjs';

const rows = (page) => page.locator('table[data-table] tbody tr[data-row]');
const total = (page) => page.locator('h1[data-total]').getAttribute('data-total');

/** Focuses, presses Enter and waits until the address fits. */
async function press(page, selector, address) {
  await tabTo(page, selector);
  await page.keyboard.press('Enter');
  await page.waitForURL(address);
}

test('tables: shifts are found, sorted, kept, closed and taken away by keyboard', async (t) => {
  const { page, faults } = await visitor(t, { ...DESK, storageState: await staff(t, 'operator') });
  await visit(page, '/console/tables/shifts');
  const before = Number(await total(page));
  assert.ok(before >= 4, `only ${before} shifts`);

  await tabTo(page, '#state');
  // How a list is opened and chosen from by keyboard is the browser's own matter, and differs.
  await page.locator('#state').selectOption('open');
  await press(page, 'form[role="search"] button', /state=open/);
  // What was there before is shown until the answer has come.
  await page.locator('th a[href*="state=open"][href*="sort=seats"]').waitFor();
  const states = await page.locator('td[data-label="状态"]').allTextContents();
  assert.ok(states.length > 0 && states.every((state) => state === '有空位'), states.join());
  await press(page, 'th a[href*="sort=seats"]', /sort=seats/);
  await page.waitForFunction(() => document.querySelector('th[aria-sort="ascending"]')?.textContent.includes('名额'));
  const seats = (await page.locator('td[data-label="名额"]').allTextContents()).map(Number);
  assert.deepEqual(seats, [...seats].sort((a, b) => a - b));

  await page.locator('.tools summary', { hasText: '常用查询' }).focus();
  await page.keyboard.press('Enter');
  await tabTo(page, '[name="draft[name]"]');
  await page.keyboard.type('空位从少到多');
  await page.keyboard.press('Enter');
  await page.locator('#notice.good').waitFor();
  assert.equal(await page.locator('.tools a.pill', { hasText: '空位从少到多' }).count(), 1);

  // Two rows, then the preview, the reason and the thing itself.
  const chosen = [];
  for (const at of [0, 1]) {
    const id = await rows(page).nth(at).getAttribute('data-row');
    chosen.push(id);
    await tabTo(page, `input[name="ids"][value="${id}"]`);
    await page.keyboard.press('Space');
  }
  await tabTo(page, 'button[name="action"][value="close"]', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/bulk\?/);
  await page.locator('table[data-free="2"]').waitFor();
  await tabTo(page, 'form[action="/api/apply_bulk"] [name="draft[reason]"]');
  await page.keyboard.press('Enter');
  await page.locator('[role="alert"]').waitFor();
  await tabTo(page, 'form[action="/api/apply_bulk"] [name="draft[reason]"]');
  await page.keyboard.type('场地停电');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/console\/tables\/shifts$/);
  assert.match(await page.locator('#notice.good').textContent(), /处理了 2 行，0 行没有变/);
  await visit(page, '/console/tables/shifts?state=closed');
  const closed = await rows(page).evaluateAll((all) => all.map((row) => row.dataset.row));
  assert.ok(chosen.every((id) => closed.includes(id)), 'both are closed');

  // What is taken away is what is seen.
  await page.locator('.tools summary', { hasText: '导出' }).focus();
  await page.keyboard.press('Enter');
  const arriving = page.waitForEvent('download');
  await tabTo(page, 'button[name="format"][value="csv"]');
  await page.keyboard.press('Enter');
  const download = await arriving;
  const lines = readFileSync(await download.path(), 'utf8').trim().split('\r\n');
  assert.equal(lines.length, closed.length + 1);
  assert.match(download.suggestedFilename(), /^shifts-\d{4}-\d\d-\d\d\.csv$/);
  assert.deepEqual(faults.filter((fault) => !fault.includes('422')), []);
});

test('tables: without scripts the same forms and links do', async (t) => {
  const { page } = await visitor(t, { storageState: await staff(t, 'operator'), javaScriptEnabled: false });
  await visit(page, '/console/tables/shifts', { wasm: false });
  await page.locator('#q').fill('没有这种活儿');
  await page.locator('form[role="search"] button').click();
  await page.locator('.empty').waitFor();
  assert.equal(await page.locator('#q').inputValue(), '没有这种活儿', 'what was typed is kept');
  await page.goto('/console/tables/shifts');
  await page.locator('button[name="action"][value="close"]').click();
  assert.match(await page.textContent('main'), /请先勾选/);
});
