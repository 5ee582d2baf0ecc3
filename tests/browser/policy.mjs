// A notice with a file: written by one, approved by another, read and taken away by somebody who is not signed in.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { DESK, visit, visitor } from './harness.mjs';
import { staff } from './staff.mjs';

const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
const FORM = 'form[action="/upload/policy"]';

for (const javaScriptEnabled of [true, false]) {
  test(`policy: a file is added, approved by another and read${javaScriptEnabled ? '' : ', without scripts'}`, async (t) => {
    const settled = { wasm: javaScriptEnabled };
    const { page, faults } = await visitor(t, { ...DESK, storageState: await staff(t, 'operator'), javaScriptEnabled });
    await visit(page, '/console/policy/new', settled);
    const form = page.locator(FORM);
    const title = `招聘会通知${javaScriptEnabled ? '' : '（无脚本）'}`;
    const typed = { title, issuer: '广汉市就业局', issued: '2026-11-01', body: '请看附件。' };
    for (const [name, value] of Object.entries(typed)) await form.locator(`[name="draft[${name}]"]`).fill(value);
    await form.locator('[name="draft[kind]"]').selectOption('notice');
    const add = async (name, mimeType, buffer) => {
      await page.locator(`${FORM} #file`).setInputFiles({ name, mimeType, buffer });
      await page.locator(`${FORM} #files button:not([name])`).click();
    };

    // What is no such file is refused with a sentence, and nothing that was typed is lost.
    await add('摊位.pdf', 'application/pdf', Buffer.from('MZ no document'));
    await page.locator('#files [role="alert"], #file-error').first().waitFor();
    for (const [name, value] of Object.entries(typed)) {
      assert.equal(await form.locator(`[name="draft[${name}]"]`).inputValue(), value, name);
    }
    await add('摊位表.pdf', 'application/pdf', PDF);
    await page.waitForURL(/\/console\/policy\/[0-9a-f-]{36}/);
    const files = page.locator(`${FORM} [data-file]`);
    await files.first().waitFor();
    assert.equal(await files.count(), 1);
    assert.match(await files.textContent(), /摊位表\.pdf[^]*PDF · 1 KB/);
    const id = await files.first().getAttribute('data-file');
    const pathname = new URL(page.url()).pathname;
    await page.locator('form[action="/api/take_policy_step"] button[value="file"]').click();
    await page.locator('#notice.good').waitFor();

    // Nobody reads it before somebody else has approved it.
    const { page: reader } = await visitor(t, { javaScriptEnabled });
    const address = pathname.replace('/console/policy/', '/policies/');
    assert.equal((await reader.request.get(address)).status(), 404);
    const file = `${address}/files/${id}`;
    assert.equal((await reader.request.get(file)).status(), 404, 'the file is served before its text is');

    const { page: approver } = await visitor(t, { ...DESK, storageState: await staff(t, 'approver'), javaScriptEnabled });
    await visit(approver, pathname, settled);
    const decision = approver.locator('form[action="/api/take_policy_step"]', { has: approver.locator('button[value="approve"]') });
    await decision.locator('[name="draft[reason]"]').fill('内容无误');
    await decision.locator('button[value="approve"]').click();
    await approver.locator('#notice.good').waitFor();

    await visit(reader, address, settled);
    const link = reader.locator('#files a');
    assert.match(await link.textContent(), /摊位表\.pdf/);
    const arriving = reader.waitForEvent('download');
    await link.click();
    const download = await arriving;
    assert.equal(download.suggestedFilename(), '摊位表.pdf');
    assert.deepEqual(readFileSync(await download.path()), PDF);
    assert.deepEqual(faults.filter((fault) => !fault.includes('422')), []);
  });
}
