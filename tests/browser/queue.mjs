// The work queue: ten things of three kinds that wait for a county's approver, who goes through them by keyboard alone.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { DESK, field, signUp, submit, visit, visitor } from './harness.mjs';
import { staff, tabTo } from './staff.mjs';

const PICTURE = {
  name: '证照.png',
  mimeType: 'image/png',
  buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAACklEQVR4nGMAAQAABQABDQottAAAAABJRU5ErkJggg==', 'base64'),
};

/** Posts a form as its page does, and gives the address it leads to. */
export async function post(page, path, form, multipart = false) {
  const answer = await page.request.post(path, { [multipart ? 'multipart' : 'form']: form, maxRedirects: 0, headers: { accept: 'text/html' } });
  assert.equal(answer.status(), 303, `${path}: ${await answer.text()}`);
  return answer.headers().location;
}

/** Somebody of 广汉市 who files what they are asked to. */
export async function resident(t) {
  const { page } = await visitor(t, { javaScriptEnabled: false });
  await signUp(page);
  await page.goto('/me/profile');
  await field(page, 'home').selectOption('510681001');
  await submit(page, '/api/save_profile').click();
  return page;
}

export async function fileOrganisation(page, name) {
  const draft = { id: '', kind: 'firm', name, credit_code: '91350100M000100Y43', region: '510681001', contact_name: '赵联系', contact_phone: '13911112222' };
  const form = Object.fromEntries(Object.entries(draft).map(([key, value]) => [`draft[${key}]`, value]));
  const made = await post(page, '/api/save_organisation', { ...form, back: '/me/organisations/new' });
  const id = made.match(/organisations\/([0-9a-f-]{36})/)[1];
  const back = `/me/organisations/${id}`;
  await post(page, `/upload/organisation/${id}`, { back, file: PICTURE }, true);
  await post(page, '/api/file_organisation', { organisation: id, back });
  return id;
}

async function fileName(page) {
  await post(page, '/upload/real-name', { back: '/me/real-name', 'draft[name]': '欧阳小工', 'draft[number]': '11010519491231002X', file: PICTURE }, true);
}

async function fileNotice(page, title) {
  await page.goto('/console/policy/new');
  const policy = await page.locator('[name="mark[policy]"]').first().getAttribute('value');
  const pathname = `/console/policy/${policy}`;
  const mark = (version) => ({ 'mark[policy]': policy, 'mark[number]': '1', 'mark[version]': String(version), back: pathname });
  const draft = { kind: 'notice', title, issuer: '广汉市就业局', issued: '2026-11-01', region: '510681', body: '明天停水。', audience: '' };
  const form = Object.fromEntries(Object.entries(draft).map(([key, value]) => [`draft[${key}]`, value]));
  await post(page, '/api/save_policy', { ...mark(0), ...form });
  await post(page, '/api/take_policy_step', { ...mark(1), 'draft[step]': 'file' });
}

/** How each kind is decided on: the form, a field and what is typed into it, the button. */
const STEPS = {
  organisation: ['/api/decide_organisation', 'until', '2027-12-31', 'verify'],
  'real-name': ['/api/decide_real_name', 'reason', '照片不清楚', 'refuse'],
  policy: ['/api/take_policy_step', 'reason', '内容无误', 'approve'],
};

test('queue: ten things of three kinds are worked through by keyboard alone', async (t) => {
  for (const n of [1, 2, 3, 4]) await fileOrganisation(await resident(t), `待核示例公司${n}`);
  for (let n = 0; n < 4; n += 1) await fileName(await resident(t));
  const { page: clerk } = await visitor(t, { ...DESK, storageState: await staff(t, 'operator'), javaScriptEnabled: false });
  for (const n of [1, 2]) await fileNotice(clerk, `停水通知${n}`);

  const { page, faults } = await visitor(t, { ...DESK, storageState: await staff(t, 'approver') });
  await visit(page, '/console');
  const total = async () => Number(await page.locator('h1[data-total]').getAttribute('data-total'));
  const waiting = await total();
  assert.ok(waiting >= 10, `only ${waiting} wait`);
  const kinds = new Set();
  for (let done = 0; done < 10; done += 1) {
    await tabTo(page, 'table.rows a.btn');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/console\/(organisation|real-name|policy)\//);
    const [, , kind] = new URL(page.url()).pathname.split('/');
    kinds.add(kind);
    await page.locator(`form[action="${STEPS[kind][0]}"]`).first().waitFor();
    const [address, name, typed, choice] = STEPS[kind];
    await tabTo(page, `form[action="${address}"] [name="draft[${name}]"]`);
    await page.keyboard.type(typed);
    await tabTo(page, `form[action="${address}"] button[value="${choice}"]`);
    await page.keyboard.press('Enter');
    await page.locator('#notice.good').waitFor();
    await tabTo(page, '#notice a[href="/console"]');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/console$/);
    await page.waitForFunction((left) => document.querySelector('h1[data-total]')?.dataset.total === String(left), waiting - done - 1);
  }
  assert.deepEqual([...kinds].sort(), ['organisation', 'policy', 'real-name']);
  assert.equal(await total(), waiting - 10);

  // The same person takes what they see now away.
  await visit(page, '/console/tables/organisations?state=verified');
  const seen = await page.locator('table[data-table] tbody tr').count();
  assert.ok(seen > 0);
  await page.locator('.tools summary', { hasText: '导出' }).focus();
  await page.keyboard.press('Enter');
  const arriving = page.waitForEvent('download');
  await tabTo(page, 'button[name="format"][value="csv"]');
  await page.keyboard.press('Enter');
  const lines = readFileSync(await (await arriving).path(), 'utf8').trim().split('\r\n');
  assert.equal(lines.length, seen + 1);
  assert.deepEqual(faults, []);
});
