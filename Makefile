# The commands. `make` alone lists them.
.PHONY: help run build dev test bench fmt

# Everything that a release is made of. Folders are named too, so that a removed file is noticed.
SOURCES := Cargo.toml Cargo.lock rust-toolchain.toml tools/env.sh tools/build.sh \
	$(shell find domain app server style .cargo -name node_modules -prune -o -print 2>/dev/null)

help:
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "make %-6s %s\n", $$1, $$2 }'

run: target/.built ## serve http://127.0.0.1:3000 on SQLite under ./data, with demo content when it is empty
	@target/release/gongyi serve --demo-if-empty

build: target/.built ## build the release: target/release/gongyi

target/.built: $(SOURCES)
	@tools/build.sh

dev: ## serve a debug build and build again on every change
	@tools/setup.sh
	@. tools/env.sh && cargo leptos watch --split -- serve --demo-if-empty

test: ## every check and test on both engines; ends with a line of totals
	@node tools/test.mjs

bench: target/.built ## measure speed and weight on SQLite and PostgreSQL, in one run
	@node tools/postgres.mjs cargo run --release --package tests --bin load

fmt: ## format every source file
	@cargo fmt --all
