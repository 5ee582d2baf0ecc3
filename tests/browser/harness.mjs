// The server under test, one browser for all tests, and the ways of a person through the pages.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium as driver } from 'playwright-core';
import { chromium as findChromium } from '../../tools/chromium.mjs';

const TOP = resolve(fileURLToPath(import.meta.url), '../../..');
const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const PATIENCE = 15_000;

/** The cheap phone of most people here. */
export const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
export const DESK = { viewport: { width: 1280, height: 800 } };

/** `invitation` is the link by which somebody acts for the employer of the sample content. */
export const world = { base: '', browser: undefined, invitation: '' };
let server;
let folder;
const open = new Set();

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gongyi-browser-'));
  const port = await freePort();
  world.base = `http://127.0.0.1:${port}`;
  server = await serve(port);
  world.browser = await driver.launch({ executablePath: findChromium(), args: FLAGS });
});

after(async () => {
  await world.browser?.close();
  server?.kill();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

function freePort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** Starts the release build on its own data and waits until it is ready. Settings of the machine do not reach it. */
async function serve(port) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(GONGYI|LEPTOS)_/.test(name)));
  Object.assign(env, { GONGYI_ADDR: `127.0.0.1:${port}`, GONGYI_DATA_DIR: folder, GONGYI_DATABASE_URL: `sqlite:${join(folder, 'gongyi.db')}` });
  const child = spawn(join(TOP, 'target/release/gongyi'), ['serve', '--demo-if-empty'], { cwd: TOP, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => { log = (log + text).slice(-20_000); });
  world.log = () => log;
  process.once('exit', () => child.kill());
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the server ended at once:\n${log}`);
    const answer = await fetch(`${world.base}/readyz`).catch(() => undefined);
    if (answer?.ok) {
      world.invitation = log.match(/https?:\S+\/join\/\S+/g)?.find((link) => !link.includes('/console/')) ?? '';
      return child;
    }
    await sleep(200);
  }
  throw new Error(`the server was not ready after a minute:\n${log}`);
}

/** A page in a browser of its own, closed after the test `t`, and what went wrong on it. */
export async function visitor(t, options = {}) {
  const context = await world.browser.newContext({ baseURL: world.base, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...PHONE, ...options });
  context.setDefaultTimeout(PATIENCE);
  open.add(context);
  t.after(async () => { open.delete(context); await context.close(); });
  const page = await context.newPage();
  const faults = watch(page);
  return { context, page, faults };
}

/** Collects what a clean page does not have: console errors, exceptions, violations of the CSP, failed requests. */
export function watch(page) {
  const faults = [];
  page.on('console', (message) => {
    // A page that is itself an error answers with its status, and the browser says so.
    const ownStatus = /Failed to load resource/.test(message.text()) && message.location().url === page.url();
    if (message.type() === 'error' && !ownStatus) faults.push(`console: ${message.text()}`);
    else if (/hydrat|Content Security Policy/i.test(message.text()) && message.type() === 'warning') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest()) faults.push(`${response.status()}: ${response.url()}`);
  });
  page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
  });
  return faults;
}

/** Waits until WebAssembly has taken the page over. */
export async function alive(page) {
  await page.locator('html[data-live]').waitFor({ state: 'attached' });
}

/** Opens a page; `alive` waits for WebAssembly. */
export async function visit(page, path, { wasm = true } = {}) {
  const response = await page.goto(path, { waitUntil: 'load' });
  if (wasm) await alive(page);
  return response;
}

export const submit = (page, action) => page.locator(`form[action="${action}"] button[type="submit"], form[action="${action}"] button:not([type])`).first();
export const field = (page, name) => page.locator(`[name="draft[${name}]"]`).first();

let people = 0;

/** A phone number that nobody else in this run has. */
export function newPhone() {
  people += 1;
  return `139${String(Date.now() % 10_000).padStart(4, '0')}${String(people).padStart(4, '0')}`;
}

/** The code that the sign-in page shows outside production. */
export async function shownCode(page) {
  const shown = page.locator('[data-code]').first();
  const text = `${await shown.getAttribute('data-code')} ${await shown.textContent()}`;
  return text.match(/\d{6}/)?.[0] ?? '';
}

/** Types phone, code and profile, as somebody who comes for the first time. */
export async function signUp(page, phone = newPhone()) {
  await page.goto('/sign-in?next=%2Fgigs');
  await field(page, 'phone').fill(phone);
  await submit(page, '/api/request_code').click();
  await page.locator('[data-code]').first().waitFor();
  await field(page, 'code').fill(await shownCode(page));
  await submit(page, '/api/sign_in').click();
  await page.waitForURL(/\/me\/profile/);
  await field(page, 'name').fill('王小工');
  await field(page, 'birth').fill('1990-01-31');
  await submit(page, '/api/save_profile').click();
  await page.waitForURL(/\/gigs/);
  return phone;
}

/** The cookies of a new person, made without scripts, which is the quicker way. */
export async function newPerson(t) {
  const { context, page } = await visitor(t, { javaScriptEnabled: false });
  await signUp(page);
  return context.storageState();
}

/** The first shift of the list whose free seat is firm at once, for somebody signed in: its id and the button. */
export async function claimable(page) {
  const free = page.locator('[data-total] [data-shift]:has(form[action="/api/claim"] [name="draft[queue]"][value=""])');
  const item = free.filter({ has: page.locator('button', { hasText: /占座|Take seat/ }) }).first();
  await item.waitFor();
  const button = item.locator('form[action="/api/claim"] button').first();
  return { shift: await item.getAttribute('data-shift'), button };
}

/** Asserts nothing itself: whether this person holds the shift, read from the shift page without scripts' help. */
export async function holds(context, shift) {
  const answer = await context.request.get(`/gigs/${shift}`);
  return (await answer.text()).includes('action="/api/leave"');
}
