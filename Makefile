.PHONY: check test generate

check: ## everything continuous integration runs
	.ci/run

test: ## what needs only Go
	go test ./...

generate: ## page components to Go code
	go run github.com/a-h/templ/cmd/templ@v0.3.977 generate
