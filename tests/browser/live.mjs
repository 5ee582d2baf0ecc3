// Seats that somebody takes disappear from the pages that others look at.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alive, claimable, holds, newPerson, visitor } from './harness.mjs';

// In the list beside the shift's card, on the shift's own page in the bar that stays in sight.
const place = (shift) => `[data-total] [data-shift="${shift}"] [data-seats], .dock .seats b`;
const seats = (page, shift) => page.locator(place(shift)).first().innerText();

for (const [where, path] of [['list', () => '/gigs'], ['shift page', (shift) => `/gigs/${shift}`]]) {
  test(`live: seats on the ${where} change without loading anew`, async (t) => {
    const taker = await visitor(t, { storageState: await newPerson(t) });
    await taker.page.goto('/gigs');
    const { shift } = await claimable(taker.page);

    const watcher = await visitor(t);
    await watcher.page.goto(path(shift));
    await alive(watcher.page);
    await watcher.page.evaluate(() => { window.sameDocument = true; });
    const before = await seats(watcher.page, shift);

    await taker.page.goto(`/gigs/${shift}`);
    await taker.page.locator('.dock form[action="/api/claim"] button').click();
    await taker.page.locator('form[action="/api/leave"]').first().waitFor({ state: 'attached' });
    assert.ok(await holds(taker.context, shift));

    await watcher.page.waitForFunction(([where, text]) => document.querySelector(where)?.innerText !== text, [place(shift), before]);
    assert.equal(await watcher.page.evaluate(() => window.sameDocument), true);
    assert.deepEqual(watcher.faults, []);
  });
}
