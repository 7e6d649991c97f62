.PHONY: check test generate handbook

check: ## everything continuous integration runs
	.ci/run

test: ## what needs only Go
	go test ./...

generate: ## page components to Go code
	go run github.com/a-h/templ/cmd/templ@v0.3.977 generate

handbook: ## the pictures of doc/handbook, after a page changed; needs Chromium
	TEDUH_TEST_HANDBOOK=write go test -count=1 -run '^TestTheHandbook' ./internal/web/journey
