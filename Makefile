# Every target is one line of help; pull-request checks call these targets and nothing else.

SHELL := /usr/bin/env bash -euo pipefail
STACK ?= dev
MODULE := github.com/aks-landing-zone/aks-landing-zone
BIN := $(CURDIR)/bin
TRY := $(BIN)/try

.DEFAULT_GOAL := help

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- the landing zone against a simulated Azure -----------------------------------------------------------------

.PHONY: try-binary
try-binary:
	@mkdir -p $(BIN)
	@go build -o $(TRY) ./cmd/try

.PHONY: up
up: try-binary ## Deploy STACK (default dev) to a simulated Azure, judged by the policy pack
	@$(TRY) up -stack $(STACK)

.PHONY: preview
preview: try-binary ## Show what up would change in STACK, and what the policies say
	@$(TRY) preview -stack $(STACK)

.PHONY: refresh
refresh: try-binary ## Compare STACK's state with the simulated Azure
	@$(TRY) refresh -stack $(STACK)

.PHONY: destroy
destroy: try-binary ## Delete everything STACK deployed
	@$(TRY) destroy -stack $(STACK)

.PHONY: plan
plan: try-binary ## Show STACK's names, addresses, zones and egress, from its stack file alone
	@$(TRY) plan -stack $(STACK)

.PHONY: clean
clean: try-binary ## Stop the simulator and delete what try keeps
	@$(TRY) clean

# --- checks -----------------------------------------------------------------------------------------------------

.PHONY: check
check: lint test engine-test ## Everything that a pull request must pass

.PHONY: test
test: ## Run every test that needs no engine: seconds when nothing changed, minutes the first time
	go test ./...
	go test -C tools/promrules ./...
	go test -C tools/rego ./...

.PHONY: engine-test
engine-test: ## Run the tests on the real Pulumi engine against the simulated Azure
	go test -tags engine -timeout 30m -count 1 ./cmd/try ./policy
	go test -tags engine -timeout 10m -count 1 -run RealEngine ./components/cost ./components/defender ./components/monitoring

.PHONY: lint
lint: $(BIN)/golangci-lint $(BIN)/actionlint ## Check style, mistakes and workflows
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { echo 'not formatted:'; gofmt -l $$(git ls-files '*.go'); exit 1; }
	@test -z "$$(git ls-files '*.crt' '*.key' '*.pem' '*.pfx' '*.env' '*kubeconfig*' 'Pulumi.*.local.yaml')" || { echo 'never committed: keys, certificates, credentials'; exit 1; }
	$(BIN)/golangci-lint run
	$(BIN)/actionlint

.PHONY: generate
generate: ## Rewrite generated pages, schemas and golden files; review the difference as you review code
	go test $$(go list -f '{{range .XTestImports}}{{if eq . "$(MODULE)/internal/golden"}}{{$$.ImportPath}}{{end}}{{end}}' ./...) -update

.PHONY: bench
bench: try-binary ## Measure what docs/reference/performance.md tells
	@go run ./tools/bench

$(BIN)/golangci-lint: tools/golangci-lint/go.mod tools/golangci-lint/go.sum
	@mkdir -p $(BIN)
	go build -C tools/golangci-lint -o $@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint

$(BIN)/actionlint: tools/actionlint/go.mod tools/actionlint/go.sum
	@mkdir -p $(BIN)
	go build -C tools/actionlint -o $@ github.com/rhysd/actionlint/cmd/actionlint
