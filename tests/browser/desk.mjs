// What the staff do beside the queue and the tables, by keyboard alone: a file is brought in, a setting gets another
// value, figures are narrowed down.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DESK, visit, visitor } from './harness.mjs';
import { staff, tabTo } from './staff.mjs';

/** Reaches something by tabulator and presses a key on it. */
async function press(page, selector, key = 'Enter') {
  await tabTo(page, selector);
  await page.keyboard.press(key);
}

/** Reaches a field by tabulator and types over what stands in it. */
async function type(page, selector, text) {
  await tabTo(page, selector);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

const EMPLOYERS = '类型,名称,统一社会信用代码,地区代码,联系人,联系手机\n'
  + '家庭,键盘示例住户,,510681001,赵导入,13900000001\n企业,,123,510681001,赵,139\n';

test('desk: a file is chosen, refused, mended, checked and put into effect by keyboard', async (t) => {
  const { page, faults } = await visitor(t, { ...DESK, storageState: await staff(t, 'operator') });
  await visit(page, '/console/imports');
  await press(page, 'main a[href="/console/imports/new"]');
  await page.waitForURL(/\/imports\/new$/);
  await page.locator('#file').waitFor();
  await press(page, 'form[action="/upload/import"] button');
  await page.locator('[role="alert"]').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'notice', 'what is wrong has the focus');
  const choosing = page.waitForEvent('filechooser');
  await press(page, '#file', 'Space');
  await (await choosing).setFiles({ name: '单位.csv', mimeType: 'text/csv', buffer: Buffer.from(EMPLOYERS) });
  await press(page, 'form[action="/upload/import"] button');
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
  const confirm = 'form[action="/api/confirm_import"] button';
  await page.locator(confirm).waitFor();
  assert.match(await page.textContent('#next'), /1/);
  await press(page, confirm);
  await page.getByText('全部导入好了。').waitFor();
  assert.deepEqual(faults.filter((fault) => !fault.includes('422')), []);
});

test('desk: a setting is typed, refused, looked at and saved by keyboard', async (t) => {
  const { page, faults } = await visitor(t, { ...DESK, storageState: await staff(t, 'administrator') });
  await visit(page, '/console/settings');
  await press(page, 'main a[href^="/console/settings/hourly-wage"]');
  await page.locator('#form').waitFor();
  const day = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
  await type(page, '#sum', 'viel');
  await type(page, '#from', day);
  await type(page, '#source', '键盘示例通知');
  await press(page, '#form button.btn-primary');
  await page.locator('#sum-error').waitFor();
  assert.equal(await page.locator('#source').inputValue(), '键盘示例通知', 'what was typed is kept');
  await type(page, '#sum', '23.5');
  await press(page, '#form button.btn-primary');
  await page.locator('form[action="/api/save_setting"]').first().waitFor();
  await type(page, '#reason-save', '新标准下达');
  await press(page, 'form[action="/api/save_setting"] button');
  await page.locator('#notice.good').waitFor();
  assert.match(await page.textContent('main'), /23\.5[^]*键盘示例通知/);
  assert.deepEqual(faults.filter((fault) => !fault.includes('422')), []);
});

test('desk: figures are narrowed down and followed to their rows by keyboard', async (t) => {
  const { page, faults } = await visitor(t, { ...DESK, storageState: await staff(t, 'operator') });
  await visit(page, '/console/statistics');
  await type(page, '#from', 'soon');
  await press(page, 'form[role="search"] button');
  await page.waitForURL(/from=soon/);
  await page.locator('#from-error').waitFor();
  await press(page, 'nav.chips a.pill:nth-of-type(3)');
  await page.waitForURL((url) => !url.search.includes('soon'));
  await page.locator('nav.chips a.pill:nth-of-type(3)[aria-current]').waitFor();
  const shifts = page.locator('.figure dd a[href*="/console/tables/shifts"]').first();
  const told = Number(await shifts.textContent());
  assert.ok(told > 0);
  await press(page, '.figure dd a[href*="/console/tables/shifts"]');
  await page.waitForURL(/\/console\/tables\/shifts\?/);
  await page.locator(`h1[data-total="${told}"]`).waitFor();
  assert.deepEqual(faults, []);
});
