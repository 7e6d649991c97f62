package main

import "teduh/internal/app"

type serveCmd struct {
	place
}

type serving struct{ Addr string }

func serve(c *console, a *app.App, s serving) error { return nil }
