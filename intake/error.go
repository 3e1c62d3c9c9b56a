package intake

import (
	"strconv"
	"strings"
	"unicode"
)

// Error is why one input was refused. Its message is always one line.
type Error struct {
	Input   string // path or URL, as given
	Problem string // what is wrong with it
	Remedy  string // what the person can do, or empty
	Cause   error  // what the operating system or a library said, or nil
}

// Error gives "input: problem; remedy".
func (e *Error) Error() string {
	s := printable(e.Input) + ": " + e.Problem
	if e.Remedy != "" {
		s += "; " + e.Remedy
	}
	return strings.Join(strings.Fields(s), " ")
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// printable quotes a name that would break the line or the terminal.
func printable(name string) string {
	for _, r := range name {
		if !unicode.IsPrint(r) {
			return strconv.Quote(name)
		}
	}
	return name
}
