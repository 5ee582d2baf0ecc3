// A crawl over every page: no violation of the CSP, no console error, no exception, no hydration that went wrong.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DESK, PHONE, alive, newPerson, visitor, world } from './harness.mjs';
import { PAGES, cookiesFor, openPage } from './pages.mjs';

for (const entry of PAGES) {
  test(`clean: ${entry.name}`, async (t) => {
    const storageState = await cookiesFor(t, entry);
    for (const device of [PHONE, DESK]) {
      const { page, faults } = await visitor(t, { ...device, storageState });
      const status = await openPage(page, entry);
      assert.equal(status, entry.status ?? 200);
      await alive(page);
      await page.waitForLoadState('load');
      // A form that is refused has a status that says so, and Chromium reports every such answer.
      const expected = (fault) => entry.refused && fault.includes(String(entry.refused));
      assert.deepEqual(faults.filter((fault) => !expected(fault)), []);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `the page is ${wide} px wider than the screen`);
    }
  });
}

test('clean: from page to page without loading anew', async (t) => {
  const { page, faults } = await visitor(t, { storageState: await newPerson(t) });
  await page.goto('/');
  await alive(page);
  await page.evaluate(() => { window.sameDocument = true; });
  const shift = page.locator('[data-shift] a[href^="/gigs/"]').first();
  await shift.click();
  await page.waitForURL(/\/gigs\/[0-9a-f-]+$/);
  await page.locator('form[action="/api/claim"]').first().waitFor();
  await page.goBack();
  await page.locator('[data-total]').waitFor();
  for (const [href, there] of [['/me', 'main'], ['/me/shifts', 'main']]) {
    await page.locator(`a[href="${href}"]:visible`).first().click();
    await page.waitForURL((url) => url.pathname === href);
    await page.locator(there).first().waitFor();
  }
  assert.equal(await page.evaluate(() => window.sameDocument), true, 'a page was loaded anew');
  assert.deepEqual(faults, []);
});

test('clean: every answer carries its security headers', async () => {
  for (const path of ['/', '/gigs?sort=sideways', '/sign-in', '/no/such/page', '/healthz', '/api/nothing']) {
    const { headers } = await fetch(`${world.base}${path}`);
    const csp = headers.get('content-security-policy') ?? '';
    assert.match(csp, /default-src 'none'/, path);
    assert.match(csp, /frame-ancestors 'none'/, path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
    assert.ok(headers.get('referrer-policy'), path);
  }
  const nonces = await Promise.all([1, 2].map(async () => (await fetch(`${world.base}/`)).headers.get('content-security-policy').match(/'nonce-([^']+)'/)[1]));
  assert.notEqual(nonces[0], nonces[1]);
});
