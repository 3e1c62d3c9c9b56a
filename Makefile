# make run    read the demo's reports and show them in the browser (ADDR=127.0.0.1:PORT to choose the address)
# make build  leave the program in ./cotejo
# make test   every test; make test-go and make test-web run a part
# make workbench  build the pages that draw anew, after a change in web/workbench
# make lint   check form and suspicious code
# make cover  say which statements the Go tests reach

SHELL := /bin/bash
ADDR  ?=
DEMO  := bin/demo.db

# The race detector needs a C compiler, which nothing else here does.
RACE := $(shell [ "$$(go env CGO_ENABLED)" = 1 ] && command -v $$(go env CC) >/dev/null && echo -race)

.PHONY: run build test test-go test-web test-workbench workbench lint cover clean

run: build
	@mkdir -p bin && rm -f $(DEMO) $(DEMO)-*
	./cotejo read --format none --ledger $(DEMO) demo/reports
	./cotejo serve --ledger $(DEMO) --open $(if $(ADDR),--addr $(ADDR))

build:
	CGO_ENABLED=0 go build -trimpath ./cmd/cotejo

test: test-go test-web

test-go:
	@unformatted="$$(gofmt -l $$(git ls-files '*.go'))"; if [ -n "$$unformatted" ]; then echo "not formatted, run gofmt -w:"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	go test ./...
	$(if $(RACE),go test $(RACE) ./flow ./ledger/... ./web/...,@echo "no C compiler: the race detector is left out")

test-web: web/e2e/node_modules test-workbench
	cd web/e2e && npm test

# The pages that draw are built into web/assets/workbench, which is committed: a plain go build has them.
workbench: web/workbench/node_modules
	cd web/workbench && npm run --silent build

test-workbench: web/workbench/node_modules
	cd web/workbench && npm run --silent check
	@built=$$(mktemp -d) && (cd web/workbench && npm run --silent build -- --outDir $$built --logLevel warn) && \
	if ! diff -rq $$built web/assets/workbench; then echo "web/assets/workbench is not what web/workbench builds: run make workbench and commit it"; exit 1; fi; rm -rf $$built

web/workbench/node_modules: web/workbench/package-lock.json
	cd web/workbench && npm ci --no-audit --no-fund
	touch $@

web/e2e/node_modules: web/e2e/package-lock.json
	cd web/e2e && npm ci --no-audit --no-fund
	touch $@

lint:
	@gofmt -l $$(git ls-files '*.go')
	go vet ./...
	go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...

cover:
	go test -coverprofile=bin/cover.out -coverpkg=./... ./...
	go tool cover -func=bin/cover.out | tail -n 1

clean:
	rm -rf bin cotejo web/workbench/node_modules web/e2e/node_modules web/e2e/test-results
