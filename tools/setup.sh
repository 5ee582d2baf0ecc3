#!/usr/bin/env bash
# Installs what the build needs and does not find; with `--tests` also what the tests need. Quick when all is there.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/env.sh

fail() { printf 'set-up: %s\n' "$*" >&2; exit 1; }

linker_is_there() {
    command -v cc >/dev/null && return
    as_root_apt build-essential
    command -v cc >/dev/null || fail "A C compiler is missing: install build-essential (Debian, Ubuntu) or run xcode-select --install (macOS)."
}

rust_is_there() {
    command -v cargo >/dev/null || fail "Rust is missing. Install it from https://rustup.rs, then try again."
    # rust-toolchain.toml names the toolchain; rustup may have been told not to install it by itself.
    if command -v rustup >/dev/null && ! cargo --version >/dev/null 2>&1; then
        say "Installing the Rust toolchain that rust-toolchain.toml names"
        rustup toolchain install
    fi
    has_wasm_target && return
    say "Adding the Rust target wasm32-unknown-unknown"
    command -v rustup >/dev/null || fail "The target wasm32-unknown-unknown is missing and there is no rustup to add it."
    rustup target add wasm32-unknown-unknown
}

has_wasm_target() { ls "$(rustc --print sysroot)"/lib/rustlib/wasm32-unknown-unknown/lib/libstd-*.rlib >/dev/null 2>&1; }

node_is_there() {
    command -v npm >/dev/null || fail "Node.js is missing. Install version 20 or later from https://nodejs.org, then try again."
    [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || fail "Node.js $(node -v) is too old: 20 or later is needed."
}

# tool <program> <crate> <version> <folder> <minutes> [flags of cargo install]: prebuilt where that can be had, else from source.
tool() {
    local program=$1 crate=$2 version=$3 folder=$4 minutes=$5
    shift 5
    [ -x "$folder/bin/$program" ] && return
    if command -v cargo-binstall >/dev/null; then
        say "Fetching $crate $version"
        cargo binstall --no-confirm --disable-telemetry --root "$folder" "$crate@$version" || true
        [ -x "$folder/bin/$program" ] && return
    fi
    say "Building $crate $version from source, once (about $minutes minutes on two cores)"
    # A tool runs a few times a day: that it builds quickly is worth more than that it runs quickly.
    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
        CARGO_TARGET_DIR="$GONGYI_CACHE/tools/build" cargo install --root "$folder" --version "$version" "$@" "$crate"
    rm -rf "$GONGYI_CACHE/tools/build"
}

# packages <folder>: npm's packages, again when the lock file changed.
packages() {
    cmp -s "$1/package-lock.json" "$1/node_modules/.locked" && return
    say "Installing the npm packages of $1"
    (cd "$1" && npm ci --no-audit --no-fund --loglevel=error && cp package-lock.json node_modules/.locked)
}

# as_root_apt <package...>: on Debian and Ubuntu, as root; elsewhere nothing happens and the tests say what they miss.
as_root_apt() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0
    say "Installing $*"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@" </dev/null
}

linker_is_there
rust_is_there
node_is_there
# `no_downloads`: a tool that is missing is an error instead of a silent download. `--ignore-rust-version`: a crate of
# its lock file claims not to support the pinned compiler, and builds.
tool cargo-leptos cargo-leptos "$CARGO_LEPTOS_VERSION" "$cargo_leptos_dir" 12 --locked --ignore-rust-version --features no_downloads
# Not `--locked`: its lock file names a version that was withdrawn.
tool wasm-bindgen wasm-bindgen-cli "$WASM_BINDGEN_VERSION" "$wasm_bindgen_dir" 4
packages style

if [ "${1:-}" = --tests ]; then
    packages tests/browser
    # What could not be installed here is named by the tests that need it.
    node tools/chromium.mjs >/dev/null 2>&1 || as_root_apt chromium fonts-noto-cjk || true
    [ -n "${GONGYI_TEST_POSTGRES_URL:-}" ] || node tools/postgres.mjs --found || as_root_apt postgresql || true
fi
