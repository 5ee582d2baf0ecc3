#!/usr/bin/env node
// Where Chromium (or Chrome) is: prints the path, or fails. CHROMIUM_PATH names one that is not in a usual place.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const APPS = ['/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** The path of the browser, or nothing. */
export function chromium() {
  const given = process.env.CHROMIUM_PATH;
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return (given ? [given] : [...onPath, ...APPS]).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = chromium();
  console.log(path ?? 'no Chromium found: install it, or name one in CHROMIUM_PATH');
  process.exit(path ? 0 : 1);
}
