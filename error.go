package cotejo

import (
	"errors"
	"fmt"
	"strings"
)

// Code is the kind of an [Error]. The command line maps it to an exit status and the pages to an HTTP status, each in
// one place.
type Code string

// The kinds of errors.
const (
	Usage     Code = "usage"      // the program was called wrongly
	Invalid   Code = "invalid"    // an input cannot be read, and trying again does not help
	TooLarge  Code = "too_large"  // an input is over a limit that can be raised
	NotFound  Code = "not_found"  // there is no such file, document or entity
	Ambiguous Code = "ambiguous"  // a name or prefix fits more than one thing
	Forbidden Code = "forbidden"  // not allowed, by the system or by our own guard
	NotLedger Code = "not_ledger" // the file is something else than a ledger
	Newer     Code = "newer"      // the ledger was written by a later version of the program
	Locked    Code = "locked"     // another process holds the ledger
	Full      Code = "full"       // no room left on the disk
	ReadOnly  Code = "read_only"  // the ledger cannot be written
	Timeout   Code = "timeout"    // took longer than allowed
	Internal  Code = "internal"   // a mistake of the program's own
)

// Error is a failure in words for a person: what happened to what, and what to do about it.
type Error struct {
	Code    Code
	Message string // names the input: "report.txt is empty"
	Remedy  string // what to do, or "": "raise the limit with --max-size"
	Cause   error  // for whoever looks closer, or nil
}

// Error gives the message and its cause on one line. The remedy is shown apart: see [RemedyOf].
func (e *Error) Error() string {
	s := e.Message
	if e.Cause != nil {
		s += ": " + e.Cause.Error()
	}
	return strings.Join(strings.Fields(s), " ")
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Errorf makes an Error without a remedy or a cause. See [Error.Fix] and [Error.From].
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// Fix adds what to do about it, and gives e back.
func (e *Error) Fix(format string, args ...any) *Error {
	e.Remedy = fmt.Sprintf(format, args...)
	return e
}

// From adds the cause, and gives e back.
func (e *Error) From(cause error) *Error {
	e.Cause = cause
	return e
}

// CodeOf gives the code of the outermost Error in err's chain: Internal where there is none, "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return Internal
}

// RemedyOf gives the first remedy in err's chain, or "".
func RemedyOf(err error) string {
	for err != nil {
		e, ok := errors.AsType[*Error](err)
		if !ok {
			return ""
		}
		if e.Remedy != "" {
			return e.Remedy
		}
		err = e.Cause
	}
	return ""
}
