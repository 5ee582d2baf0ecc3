// axe on every page: light and dark, phone and desk, and the elder mode on a phone.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { DESK, PHONE, submit, visitor } from './harness.mjs';
import { PAGES, cookiesFor, openPage } from './pages.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const LOOKS = [
  { name: 'phone, light', options: { ...PHONE, colorScheme: 'light' } },
  { name: 'phone, dark', options: { ...PHONE, colorScheme: 'dark' } },
  { name: 'desk, light', options: { ...DESK, colorScheme: 'light' } },
  { name: 'desk, dark', options: { ...DESK, colorScheme: 'dark' } },
  { name: 'phone, elder', options: { ...PHONE, colorScheme: 'light' }, elder: true },
];

/** What axe finds, one line each. */
async function examine(page) {
  await page.evaluate(AXE);
  // Transitions would be caught half way, with colours that nobody ever reads.
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))));
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`));
}

async function turnElderOn(page) {
  await page.goto('/');
  await submit(page, '/api/choose_elder').click();
  await page.locator('html[data-elder]').waitFor({ state: 'attached' });
}

for (const entry of PAGES) {
  for (const look of LOOKS) {
    test(`axe: ${entry.name}: ${look.name}`, async (t) => {
      const storageState = await cookiesFor(t, entry);
      const { page } = await visitor(t, { ...look.options, storageState, reducedMotion: 'reduce' });
      if (look.elder) await turnElderOn(page);
      await openPage(page, entry);
      assert.deepEqual(await examine(page), []);
    });
  }
}

test('axe: finds what is wrong', async (t) => {
  const { page } = await visitor(t);
  await page.goto('/');
  await page.evaluate(() => document.querySelector('main').insertAdjacentHTML('beforeend', '<button></button>'));
  assert.match((await examine(page)).join('\n'), /button-name/);
});
