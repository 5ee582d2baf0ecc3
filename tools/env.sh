# Where the pinned build tools live, and PATH with them in front. Sourced by the other scripts, from the top folder.
#
# The tools are kept outside the clone, one folder per version, so that several clones and versions share them.

GONGYI_CACHE="${GONGYI_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/gongyi}"
CARGO_LEPTOS_VERSION=0.3.11
# The command-line tool must be of exactly the version that the crate is locked to.
WASM_BINDGEN_VERSION=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print }' Cargo.lock)
cargo_leptos_dir="$GONGYI_CACHE/tools/cargo-leptos-$CARGO_LEPTOS_VERSION"
wasm_bindgen_dir="$GONGYI_CACHE/tools/wasm-bindgen-$WASM_BINDGEN_VERSION"

PATH="$PWD/style/node_modules/.bin:$cargo_leptos_dir/bin:$wasm_bindgen_dir/bin:${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
export GONGYI_CACHE PATH

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
