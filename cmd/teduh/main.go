// Command teduh is the one program: it serves the pages, makes the demo, prints
// recaps and verifies what is stored. It wires; what it does is in app.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"teduh/internal/domain/words"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/locale"
)

// Exit statuses.
const (
	exitFound    = 1 // verify found something, or anything else failed
	exitUsage    = 2
	exitWrongKey = 3
)

type cli struct {
	Serve   serveCmd   `cmd:"" help:"Serve the pages."`
	Demo    demoCmd    `cmd:"" help:"Make the year 2016 from invented files, print its recap and serve it."`
	Migrate migrateCmd `cmd:"" help:"Bring the database to the newest schema."`
	User    userCmd    `cmd:"" help:"Make an account at the machine, or give it a new password."`
	Recap   recapCmd   `cmd:"" help:"Print a recap."`
	Import  importCmd  `cmd:"" help:"Bring old records in from spreadsheets."`
	Export  exportCmd  `cmd:"" help:"Write lists for other programs."`
	Verify  verifyCmd  `cmd:"" help:"Recount everything from the entries and name the first difference."`
	Bench   benchCmd   `cmd:"" help:"Measure the program in large invented worlds and print the figures as JSON."`
	Lang    string     `enum:"id,en" default:"id" env:"TEDUH_LANG" help:"Language of messages: id or en."`
}

// console is where a verb reads and writes.
type console struct {
	ctx  context.Context
	in   io.Reader
	out  io.Writer
	err  io.Writer
	lang locale.Lang

	flags []string // that the verb knows
}

func (c *console) words() *locale.Printer { return words.In(c.lang) }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// run is main without the process: arguments in, exit status out.
func run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	var c cli
	status := -1
	parser, err := kong.New(&c, kong.Name("teduh"), kong.Description("Casework and recap for family welfare consultation institutions (LK3)."),
		kong.UsageOnError(), kong.Writers(out, errOut), kong.Exit(func(code int) { status = code }))
	if err != nil {
		fmt.Fprintln(errOut, err)
		return exitUsage
	}
	parsed, err := parser.Parse(args)
	if status >= 0 { // help was printed
		return status
	}
	if err != nil {
		fmt.Fprintln(errOut, "teduh:", words.In(asked(args)).T("cli.usage", "what", err.Error()))
		return exitUsage
	}
	con := &console{ctx: ctx, in: in, out: out, err: errOut, lang: locale.Parse(c.Lang)}
	for _, f := range parsed.Flags() {
		con.flags = append(con.flags, f.Name)
	}
	return con.answer(parsed.Run(con))
}

// asked is the language that arguments ask for which cannot be parsed.
func asked(args []string) locale.Lang {
	line := strings.ReplaceAll(strings.Join(args, " ")+" ", "=", " ")
	for _, l := range []locale.Lang{locale.ID, locale.EN} {
		if strings.Contains(line, "--lang "+string(l)+" ") {
			return l
		}
	}
	return locale.Parse(os.Getenv("TEDUH_LANG"))
}

// errFound says that verify found a difference; it was printed.
var errFound = fmt.Errorf("verify found a difference")

// answer prints what went wrong in the user's language and returns the exit
// status. Anything that is no fault is printed in short, without SQL.
func (c *console) answer(err error) int {
	switch f := fault.First(err); {
	case err == nil:
		return 0
	case errors.Is(err, errFound), errors.Is(err, errNotImported):
		return exitFound
	case f == nil:
		fmt.Fprintln(c.err, "teduh:", c.words().T("fault.internal_cli"))
		return exitFound
	default:
		says := c.words().Fault(f)
		if f.Key == "fault.storage" { // that one speaks to somebody at a page
			says = c.words().T("cli.storage")
		}
		if slices.Contains(c.flags, f.Field) {
			says = "--" + f.Field + ": " + says
		}
		fmt.Fprintln(c.err, "teduh:", says)
		if f.Kind == fault.WrongKey {
			return exitWrongKey
		}
		if f.Kind == fault.Invalid {
			return exitUsage
		}
		return exitFound
	}
}
