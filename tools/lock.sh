#!/bin/sh
# Compile the lock files: exact versions with hashes, and no address of any registry.
set -eu
cd "$(dirname "$0")/.."
lock() { .venv/bin/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-annotate --no-header --no-emit-index-url "$@"; }
lock pyproject.toml --group dev -o requirements/dev.txt
lock pyproject.toml -c requirements/dev.txt -o requirements/base.txt
lock requirements/bench.in --override requirements/bench-overrides.in -o requirements/bench.txt
lock requirements/build.in -c requirements/dev.txt -o requirements/build.txt
.venv/bin/python tools/check_lock.py
