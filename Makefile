SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

BIN := .venv/bin
DATA := $(or $(GONGKAI_DATA),./data)
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
PYTEST := $(BIN)/python -m pytest -n $(JOBS) --dist worksteal -rs
LOCK := uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	--python-version 3.11 --extra build --extra postgres

.PHONY: help setup run test lint bench lock clean

help:  # 列出全部命令
	@echo "政府信息公开平台"
	@echo "  make run    安装、建库、写入演示数据，在 http://127.0.0.1:8000 打开演示站点（数据在 $(DATA)，重启不丢）"
	@echo "  make test   运行全部测试：SQLite、PostgreSQL 与真实浏览器"
	@echo "  make setup  只安装到 .venv"
	@echo "  make lint   检查代码格式、类型与分层"
	@echo "  make bench  测量速度"
	@echo "  make lock   依赖有变动后重新生成 requirements*.txt（需要 uv）"
	@echo "  make clean  删除 .venv 与各种缓存（不动数据）"

setup:
	@.ci/setup

run: setup
	@$(BIN)/gongkai demo --data "$(DATA)" $(if $(PORT),--port $(PORT))

test: setup
	@.ci/prepare
	@echo "== 第一轮：SQLite 与浏览器 =="
	@$(PYTEST)
	@echo "== 第二轮：PostgreSQL，凡读写数据的测试再测一遍 =="
	@$(BIN)/python -m tests.cluster $(PYTEST)

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy

bench: setup
	@$(BIN)/python bench/run.py

lock:
	@$(LOCK) --output-file requirements.txt pyproject.toml
	@$(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml

clean:
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info build dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
