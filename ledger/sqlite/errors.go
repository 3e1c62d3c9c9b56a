package sqlite

import (
	"context"
	"errors"

	"github.com/cotejo/cotejo"
	driver "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

// wrap turns an error of SQLite into one that tells a person what happened to this ledger and what to do.
func (l *finder) wrap(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if _, ok := errors.AsType[*cotejo.Error](err); ok {
		return err
	}
	failure, ok := errors.AsType[*driver.Error](err)
	if !ok {
		return cotejo.Errorf(cotejo.Internal, "the ledger %s failed", l.path).From(err)
	}
	switch failure.Code() & 0xff { // the low byte is the kind, the rest tells it closer
	case codes.SQLITE_BUSY, codes.SQLITE_LOCKED:
		return cotejo.Errorf(cotejo.Locked, "the ledger %s is in use by another process", l.path).
			Fix("wait until the other process is done, or name another ledger with --ledger")
	case codes.SQLITE_FULL:
		return l.full()
	case codes.SQLITE_READONLY:
		return cotejo.Errorf(cotejo.ReadOnly, "the ledger %s cannot be written", l.path).
			Fix("check the permissions of the file and its folder, or name another ledger with --ledger")
	case codes.SQLITE_NOTADB:
		return cotejo.Errorf(cotejo.NotLedger, "%s is not a ledger", l.path).Fix("name the ledger with --ledger or COTEJO_LEDGER")
	case codes.SQLITE_CORRUPT:
		return cotejo.Errorf(cotejo.NotLedger, "the ledger %s is damaged", l.path).Fix("take its last backup, or read the reports into a new ledger").From(err)
	case codes.SQLITE_CANTOPEN, codes.SQLITE_PERM:
		return cotejo.Errorf(cotejo.Forbidden, "the ledger %s cannot be opened", l.path).
			Fix("check the permissions of the file and its folder, or name another ledger with --ledger")
	case codes.SQLITE_IOERR:
		if failure.Code() == codes.SQLITE_IOERR_WRITE { // what a quota or a limit on the size of files looks like
			return l.full()
		}
		return cotejo.Errorf(cotejo.Internal, "the disk failed on the ledger %s", l.path).From(err)
	}
	return cotejo.Errorf(cotejo.Internal, "the ledger %s failed", l.path).From(err)
}

func (l *finder) full() error {
	return cotejo.Errorf(cotejo.Full, "no room left on the disk for the ledger %s; what it holds is safe", l.path).
		Fix("make room and run the same command again: it goes on where it was")
}
