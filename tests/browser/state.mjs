// Every state has its address: back, reload and a shared link show the same; forms keep what was typed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { field, newPhone, submit, visit, visitor } from './harness.mjs';

const shown = async (page) => ({
  total: await page.locator('[data-total]').first().getAttribute('data-total'),
  shifts: await page.locator('[data-shift]').evaluateAll((items) => items.map((item) => item.dataset.shift)),
});

for (const wasm of [true, false]) {
  const how = wasm ? 'with WebAssembly' : 'without scripts';

  test(`state: back, reload and a shared link show the same list, ${how}`, async (t) => {
    const { page } = await visitor(t, { javaScriptEnabled: wasm });
    await visit(page, '/gigs', { wasm });
    await page.locator('a[href*="date=tomorrow"]').first().tap();
    await page.waitForURL(/date=tomorrow/);
    await page.locator('[data-total]').first().waitFor();
    await page.locator('.chips a[href="/gigs"][aria-current="true"]').waitFor();
    const filtered = await shown(page);
    assert.ok(filtered.shifts.length > 0, 'nothing tomorrow');

    await page.locator(`[data-shift="${filtered.shifts[0]}"] a[href^="/gigs/"]`).first().tap();
    await page.waitForURL(new RegExp(`/gigs/${filtered.shifts[0]}`));
    await page.goBack();
    await page.waitForURL(/date=tomorrow/);
    await page.locator(`[data-shift="${filtered.shifts[0]}"]`).waitFor();
    assert.deepEqual(await shown(page), filtered);

    await page.reload();
    assert.deepEqual(await shown(page), filtered);

    const other = await visitor(t, { javaScriptEnabled: wasm });
    await visit(other.page, page.url(), { wasm });
    assert.deepEqual(await shown(other.page), filtered);
  });

  test(`state: the next page follows and back returns, ${how}`, async (t) => {
    const { page } = await visitor(t, { javaScriptEnabled: wasm });
    await visit(page, '/gigs', { wasm });
    const first = await shown(page);
    await page.locator('a[href*="after="]').first().tap();
    await page.waitForURL(/after=/);
    await page.locator(`[data-shift="${first.shifts[0]}"]`).waitFor({ state: 'detached' });
    const second = await shown(page);
    assert.equal(second.shifts.filter((shift) => first.shifts.includes(shift)).length, 0, 'a shift is on both pages');
    await page.goBack();
    await page.locator(`[data-shift="${first.shifts[0]}"]`).waitFor();
    assert.deepEqual(await shown(page), first);
  });

  test(`state: words are searched for and stand in the address, ${how}`, async (t) => {
    const { page } = await visitor(t, { javaScriptEnabled: wasm });
    await visit(page, '/gigs', { wasm });
    const words = page.locator('input[name="q"]').first();
    await words.fill('搬运');
    await words.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('q') === '搬运');
    await page.locator('[data-total]').first().waitFor();
    assert.equal(await page.locator('input[name="q"]').first().inputValue(), '搬运');
    assert.ok((await shown(page)).shifts.length > 0, 'nothing found');
  });

  test(`state: a wrong phone is kept and explained, ${how}`, async (t) => {
    const { page } = await visitor(t, { javaScriptEnabled: wasm });
    await visit(page, '/sign-in', { wasm });
    await field(page, 'phone').fill('12345');
    await submit(page, '/api/request_code').tap();
    const summary = page.locator('[role="alert"]').first();
    await summary.waitFor();
    assert.equal(await field(page, 'phone').inputValue(), '12345');
    assert.equal(await field(page, 'phone').getAttribute('aria-invalid'), 'true');
    const link = summary.locator('a[href^="#"]').first();
    const target = (await link.getAttribute('href')).slice(1);
    assert.equal(await field(page, 'phone').getAttribute('id'), target, 'the summary does not lead to the field');
    if (wasm) assert.ok(await summary.evaluate((node) => node.contains(document.activeElement)), 'the summary does not have the focus');
  });

  test(`state: a wrong code is explained and can be mended, ${how}`, async (t) => {
    const { page } = await visitor(t, { javaScriptEnabled: wasm });
    await visit(page, '/sign-in', { wasm });
    await field(page, 'phone').fill(newPhone());
    await submit(page, '/api/request_code').tap();
    await page.locator('[data-code]').first().waitFor();
    const code = (await page.locator('[data-code]').first().textContent()).match(/\d{6}/)?.[0];
    await field(page, 'code').fill(code === '000000' ? '111111' : '000000');
    await submit(page, '/api/sign_in').tap();
    await page.locator('[role="alert"]').first().waitFor();
    await field(page, 'code').fill(code ?? '');
    await submit(page, '/api/sign_in').tap();
    await page.waitForURL(/\/me\/profile/);
  });

  test(`state: the language is switched and stays, ${how}`, async (t) => {
    const { page } = await visitor(t, { javaScriptEnabled: wasm });
    await visit(page, '/me', { wasm });
    assert.match(await page.locator('html').getAttribute('lang'), /^zh/);
    await submit(page, '/api/choose_language').tap();
    await page.locator('html[lang^="en"]').waitFor({ state: 'attached' });
    await visit(page, '/sign-in', { wasm });
    assert.match(await page.locator('html').getAttribute('lang'), /^en/);
    assert.match(await page.locator('main').innerText(), /phone/i);
  });

  test(`state: bad parameters are named and the rest is searched, ${how}`, async (t) => {
    const { page } = await visitor(t, { javaScriptEnabled: wasm });
    const response = await visit(page, '/gigs?date=2026-13-45&min_hourly=lots', { wasm });
    assert.ok(response.status() < 500);
    const told = await page.locator('#problems').innerText();
    assert.match(told, /日期/);
    assert.match(told, /每小时至少/);
    assert.ok((await shown(page)).shifts.length > 0);
  });
}
