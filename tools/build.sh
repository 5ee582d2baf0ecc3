#!/usr/bin/env bash
# Builds the release: target/release/gongyi, with target/site and target/release/hash.txt.
set -euo pipefail
cd "$(dirname "$0")/.."
tools/setup.sh
. tools/env.sh

say "Building the release: 8 to 15 minutes the first time, about 3 after a change"
cargo leptos build --release --precompress --split

# With a target folder elsewhere the program still stands where everybody looks for it.
built="${CARGO_TARGET_DIR:-target}/release"
if ! [ "$built" -ef target/release ]; then
    mkdir -p target/release
    cp -f "$built/gongyi" "$built/hash.txt" target/release/
fi
touch target/.built
say "Built target/release/gongyi"
