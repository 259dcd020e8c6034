// Command try runs the landing zone against a simulated Azure: the real program, the real Pulumi engine and the real
// policy pack, with a simulator where Azure would be. It needs Go and git and nothing else.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// Exit codes, also told by `try help`.
const (
	exitOK       = 0 // done, nothing to report
	exitFindings = 1 // the deployment failed, or a policy or the simulator refused it
	exitUsage    = 2 // wrong arguments, configuration or surroundings; nothing was changed
	exitBug      = 3 // a fault of this program
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// usageError is a mistake of the user's, found before anything was changed.
type usageError struct{ err error }

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

// usagef returns a usageError.
func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// findings is a run that ended as it should and has something to report; the report is already on the screen.
type findings struct{ err error }

func (e findings) Error() string { return e.err.Error() }
func (e findings) Unwrap() error { return e.err }

func run(ctx context.Context, args []string, stdout, stderr io.Writer) (code int) {
	defer func() {
		if fault := recover(); fault != nil {
			fmt.Fprintf(stderr, "try: a fault of this program: %v\nPlease report it with the command that led here.\n", fault)
			code = exitBug
		}
	}()
	err := dispatch(ctx, args, stdout, stderr)
	var usage usageError
	var found findings
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &found):
		fmt.Fprintf(stderr, "\n%v\n", err)
		return exitFindings
	case errors.As(err, &usage):
		fmt.Fprintf(stderr, "%v\n", err)
		return exitUsage
	case ctx.Err() != nil:
		fmt.Fprintln(stderr, "\nInterrupted. The state is kept; run the same command again to go on.")
		return exitFindings
	}
	fmt.Fprintf(stderr, "try: %v\n", err)
	return exitFindings
}
