// After a chunk that cannot be fetched, or a panic of WebAssembly, the page goes on with plain links and forms.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alive, claimable, holds, newPerson, visitor } from './harness.mjs';

const isBase = (url) => /\/gongyi[^/]*\.wasm/.test(url);

/** Reads the list, opens a shift and claims it, whatever drives the page. */
async function mainJob(page, context) {
  await page.locator('[data-total]').first().waitFor();
  const { shift } = await claimable(page);
  await page.locator(`[data-shift="${shift}"] a[href^="/gigs/"]`).first().click();
  await page.waitForURL(new RegExp(`/gigs/${shift}`));
  await page.locator('.dock form[action="/api/claim"] button').click();
  await page.locator('form[action="/api/leave"]').first().waitFor({ state: 'attached' });
  assert.ok(await holds(context, shift));
}

test('failure: WebAssembly cannot be fetched', async (t) => {
  const { context, page } = await visitor(t, { storageState: await newPerson(t) });
  await context.route('**/*.wasm', (route) => route.abort());
  await page.goto('/', { waitUntil: 'load' });
  await mainJob(page, context);
});

test('failure: WebAssembly cannot be compiled', async (t) => {
  const { context, page } = await visitor(t, { storageState: await newPerson(t) });
  await page.addInitScript(() => {
    const broken = () => Promise.reject(new WebAssembly.CompileError('made to fail'));
    WebAssembly.instantiateStreaming = broken;
    WebAssembly.instantiate = broken;
    WebAssembly.compileStreaming = broken;
  });
  await page.goto('/', { waitUntil: 'load' });
  await mainJob(page, context);
});

test('failure: the chunk of the first page cannot be fetched', async (t) => {
  const { context, page } = await visitor(t, { storageState: await newPerson(t) });
  let refused = 0;
  await context.route('**/*.wasm', (route) => {
    if (isBase(route.request().url())) return route.continue();
    refused += 1;
    return route.abort();
  });
  await page.goto('/', { waitUntil: 'load' });
  await page.waitForTimeout(1_000);
  assert.ok(refused > 0, 'no chunk was asked for: this test tests nothing');
  await mainJob(page, context);
});

test('failure: the chunk of the next page cannot be fetched', async (t) => {
  const { context, page } = await visitor(t, { storageState: await newPerson(t) });
  await page.goto('/', { waitUntil: 'load' });
  await alive(page);
  await context.route('**/*.wasm', (route) => (isBase(route.request().url()) ? route.continue() : route.abort()));
  await page.locator('a[href="/me"]:visible').first().click();
  await page.waitForURL((url) => url.pathname === '/me');
  await page.locator('a[href^="/me/profile"]:visible').first().click();
  await page.waitForURL((url) => url.pathname === '/me/profile');
  await page.locator('form[action="/api/save_profile"]').waitFor();
});

test('failure: WebAssembly panics while the page is in use', async (t) => {
  const { context, page } = await visitor(t, { storageState: await newPerson(t) });
  await page.goto('/', { waitUntil: 'load' });
  await alive(page);
  await page.evaluate(() => {
    window.sameDocument = true;
    setTimeout(() => { throw new WebAssembly.RuntimeError('unreachable'); });
  });
  await page.waitForTimeout(300);
  await mainJob(page, context);
  assert.equal(await page.evaluate(() => window.sameDocument), undefined, 'after a panic, links must load pages anew');
});
