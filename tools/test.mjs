#!/usr/bin/env node
// Runs every check and test and ends with one line of totals. A step that fails does not stop those after it; a step
// that could not run, or ran nothing, has failed.
//
//   node tools/test.mjs [word...]   only the steps whose name contains one of the words

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from './chromium.mjs';
import { start, stopAtExit } from './postgres.mjs';

const ADVICE = 'the first run builds the tools and everything else: half an hour or more on two cores';

const cargoTests = (...what) => ({ command: ['cargo', 'test', '--locked', ...what], read: cargoTotals });

const STEPS = [
  { name: 'set-up', command: ['tools/setup.sh', '--tests'] },
  { name: 'format', command: ['cargo', 'fmt', '--all', '--check'] },
  { name: 'clippy, native', command: ['cargo', 'clippy', '--locked', '--workspace', '--all-targets', '--', '-D', 'warnings'] },
  { name: 'clippy, WASM', command: ['cargo', 'clippy', '--locked', '-p', 'app', '--features', 'hydrate', '--target', 'wasm32-unknown-unknown', '--', '-D', 'warnings'] },
  { name: 'documentation', command: ['cargo', 'doc', '--locked', '--workspace', '--no-deps'], env: { RUSTDOCFLAGS: '-D warnings' } },
  { name: 'house tests', ...cargoTests('-p', 'tests', '--test', 'house') },
  { name: 'unit tests', ...cargoTests('--workspace', '--lib', '--bins') },
  { name: 'examples in documentation', ...cargoTests('--workspace', '--doc'), mayBeEmpty: true },
  { name: 'debug program', command: ['cargo', 'build', '--locked', '-p', 'server', '--bins'] },
  { name: 'store tests', ...cargoTests('-p', 'tests', '--test', 'store'), postgres: true },
  { name: 'api tests', ...cargoTests('-p', 'tests', '--test', 'api'), postgres: true },
  { name: 'release build', command: ['make', '--no-print-directory', 'build'] },
  { name: 'browser tests', command: ['npm', 'test', '--silent', '--prefix', 'tests/browser'], read: nodeTotals, browser: true },
];

/** Sums the "test result:" lines of libtest and names what it ignored. */
function cargoTotals(output) {
  const totals = { passed: 0, failed: 0, skipped: [] };
  for (const [, passed, failed] of output.matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed;/gm)) {
    totals.passed += Number(passed);
    totals.failed += Number(failed);
  }
  totals.skipped = [...output.matchAll(/^test (.+) \.\.\. ignored/gm)].map(([, name]) => name);
  return totals;
}

/** Reads the closing lines of node's test runner and names what it skipped. */
function nodeTotals(output) {
  const count = (word) => Number(output.match(new RegExp(`^ℹ ${word} (\\d+)`, 'm'))?.[1] ?? 0);
  const skipped = [...output.matchAll(/^\s*﹣ (.+?) (?:\([\d.]+ms\) )?# (?:SKIP|TODO)/gm)].map(([, name]) => name);
  return { passed: count('pass'), failed: count('fail') + count('cancelled'), skipped };
}

let running;

/** Runs a command, shows what it says as it says it, and gives that with the exit status. */
function run([program, ...rest], env) {
  return new Promise((resolve) => {
    let output = '';
    // In a process group of its own, so that ending it also ends what it started.
    running = spawn(program, rest, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    for (const [from, to] of [[running.stdout, process.stdout], [running.stderr, process.stderr]]) {
      from.setEncoding('utf8').on('data', (text) => { output += text; to.write(text); });
    }
    running.on('error', (error) => resolve({ status: 127, output: String(error) }));
    running.on('close', (code) => { running = undefined; resolve({ status: code ?? 1, output }); });
  });
}

/** Why a step cannot run, or nothing. */
function missing(step, postgres) {
  if (step.postgres && !postgres.url) return `no PostgreSQL: ${postgres.problem}`;
  if (step.browser && !chromium()) return 'no Chromium: install it, or name one in CHROMIUM_PATH';
  if (step.browser && !existsSync('target/release/gongyi')) return 'no release build';
  return undefined;
}

async function perform(step, postgres) {
  console.log(`\n==> ${step.name}`);
  const problem = missing(step, postgres);
  if (problem) return { passed: 0, failed: 1, skipped: [], problem };
  const env = { CARGO_TERM_COLOR: 'never', FORCE_COLOR: '0', ...step.env };
  if (step.postgres) env.GONGYI_TEST_POSTGRES_URL = postgres.url;
  const { status, output } = await run(step.command, env);
  if (!step.read) return status === 0 ? { passed: 1, failed: 0, skipped: [] } : { passed: 0, failed: 1, skipped: [], problem: 'failed' };
  const totals = step.read(output);
  if (status !== 0 && totals.failed === 0) return { ...totals, failed: 1, problem: 'did not build or ended early' };
  if (totals.passed + totals.failed === 0 && !step.mayBeEmpty) return { ...totals, failed: 1, problem: 'ran no test' };
  return totals;
}

const words = process.argv.slice(2);
const steps = STEPS.filter((step) => words.length === 0 || words.some((word) => step.name.includes(word)));
const begun = Date.now();
const postgres = {};
const end = { stop() { if (running?.pid) process.kill(-running.pid); postgres.stop?.(); } };
stopAtExit(end);

console.log(`Gongyi: ${steps.length} steps; ${ADVICE}`);
const results = [];
for (const step of steps) {
  if (step.postgres && !postgres.url && !postgres.problem) {
    await start().then((cluster) => Object.assign(postgres, cluster), (error) => { postgres.problem = error.message; });
  }
  const from = Date.now();
  const result = await perform(step, postgres);
  results.push({ ...result, name: step.name, seconds: Math.round((Date.now() - from) / 1000) });
}

console.log('\n==> results');
for (const { name, passed, failed, skipped, seconds, problem } of results) {
  const marks = `${passed} passed, ${failed} failed, ${skipped.length} skipped`;
  console.log(`${failed ? 'FAILED' : 'ok    '} ${name.padEnd(26)} ${marks.padEnd(36)} ${seconds} s${problem ? `  (${problem})` : ''}`);
}
for (const { name, skipped } of results) for (const test of skipped) console.log(`skipped: ${name}: ${test}`);
const sum = (of) => results.reduce((total, result) => total + of(result), 0);
const [passed, failed, skipped] = [sum((r) => r.passed), sum((r) => r.failed), sum((r) => r.skipped.length)];
console.log(`took ${Math.round((Date.now() - begun) / 60000)} min`);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
end.stop();
process.exitCode = failed > 0 || results.length === 0 ? 1 : 0;
