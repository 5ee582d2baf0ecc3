// What the first visit of the list weighs, by type, as sent over the wire (bodies, brotli).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alive, visitor, world } from './harness.mjs';

const KB = 1_000;

/** Type, and whether a request is of it; the first that fits counts. */
const TYPES = [
  ['HTML', ({ type }) => type === 'document'],
  ['CSS', ({ type }) => type === 'stylesheet'],
  ['JS', ({ url, type }) => type === 'script' || /\.js(\?|$)/.test(url)],
  ['WASM base', ({ url }) => /\/gongyi[^/]*\.wasm/.test(url)],
  ['WASM for the list', ({ url }) => /\.wasm(\?|$)/.test(url)],
];

const GATES = { HTML: 20, CSS: 18, JS: 12, 'WASM base': 210, 'WASM for the list': 80 };
const MOST_REQUESTS = 20;

async function firstVisit(t) {
  const { page } = await visitor(t);
  const requests = [];
  page.on('request', (request) => { if (!request.url().startsWith('data:')) requests.push({ request, url: request.url(), type: request.resourceType() }); });
  await page.goto('/', { waitUntil: 'load' });
  await alive(page);
  await page.waitForTimeout(1_500);
  for (const entry of requests) {
    if (entry.type === 'eventsource') continue;
    const response = await entry.request.response();
    entry.encoding = response?.headers()['content-encoding'];
    entry.bytes = response ? (await entry.request.sizes()).responseBodySize : 0;
  }
  return requests;
}

test('weight: first visit of the list', async (t) => {
  const requests = await firstVisit(t);
  const weights = Object.fromEntries(TYPES.map(([name]) => [name, 0]));
  for (const entry of requests) {
    const [name] = TYPES.find(([, fits]) => fits(entry)) ?? [];
    if (!name) continue;
    weights[name] += entry.bytes;
    if (entry.bytes > 1_000) assert.equal(entry.encoding, 'br', `${entry.url} is not compressed with brotli`);
  }
  for (const [name, most] of Object.entries(GATES)) t.diagnostic(`${name}: ${(weights[name] / KB).toFixed(1)} KB of ${most}`);
  t.diagnostic(`requests: ${requests.length} of ${MOST_REQUESTS}`);
  for (const entry of requests) t.diagnostic(`  ${String(entry.bytes ?? '').padStart(7)} ${entry.url.replace(world.base, '')}`);

  const strangers = requests.filter(({ url }) => !url.startsWith(world.base)).map(({ url }) => url);
  assert.deepEqual(strangers, [], 'third parties');
  for (const [name, most] of Object.entries(GATES)) {
    assert.ok(weights[name] > 0, `${name}: nothing was measured`);
    assert.ok(weights[name] <= most * KB, `${name} weighs ${(weights[name] / KB).toFixed(1)} KB, more than ${most}`);
  }
  assert.ok(requests.length <= MOST_REQUESTS, `${requests.length} requests`);
});

test('weight: what has a hash in its name is kept for a year', async (t) => {
  for (const { url, type } of await firstVisit(t)) {
    if (type === 'document' || !url.includes('/pkg/')) continue;
    const answer = await fetch(url);
    assert.match(answer.headers.get('cache-control') ?? '', /max-age=31536000.*immutable/, url);
  }
});
