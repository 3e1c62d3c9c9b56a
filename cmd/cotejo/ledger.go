package main

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"runtime"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/gazetteer"
	"github.com/cotejo/cotejo/ledger/sqlite"
	"github.com/spf13/cobra"
)

// ledgerVariable names the ledger where the flag does not.
const ledgerVariable = "COTEJO_LEDGER"

func addLedgerFlag(cmd *cobra.Command) {
	cmd.Flags().String("ledger", "", "the ledger `FILE` (default $"+ledgerVariable+", or "+shortDefault()+")")
}

// openLedger opens the ledger that the flag, the environment or the default names.
func openLedger(cmd *cobra.Command, mode sqlite.Mode) (*sqlite.Ledger, error) {
	path, err := cmd.Flags().GetString("ledger")
	if err != nil {
		return nil, err
	}
	if path = cmp.Or(path, os.Getenv(ledgerVariable)); path == "" {
		if path, err = defaultLedger(); err != nil {
			return nil, err
		}
		if mode == sqlite.Create {
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				return nil, cotejo.Errorf(cotejo.Forbidden, "the folder %s for the ledger cannot be made", filepath.Dir(path)).Fix("name another file with --ledger").From(err)
			}
		}
	}
	return sqlite.Open(cmd.Context(), path, mode, sqlite.Options{Country: countryCode, Fits: fits})
}

// fits says whether what was read as a type can fill a role, as the codebook has it.
func fits(predicate, role string, t cotejo.EntityType) bool {
	book, err := codebook.Default()
	return err != nil || book.Fits(predicate, role, t)
}

// countryCode gives the ISO code of the country with a name, in any of its languages, or "".
func countryCode(name string) string {
	places, err := gazetteer.Load()
	if err != nil {
		return ""
	}
	for _, id := range places.Find(name) {
		if p := places.Place(id); p.Kind == gazetteer.Country {
			return p.Country
		}
	}
	return ""
}

// defaultLedger is a file in the user's folder for data, as the XDG Base Directory Specification and the other systems have it.
func defaultLedger() (string, error) {
	home, err := os.UserHomeDir()
	data := os.Getenv("XDG_DATA_HOME")
	switch {
	case filepath.IsAbs(data): // the specification has relative ones ignored
	case err != nil:
		return "", cotejo.Errorf(cotejo.NotFound, "there is no home folder to keep the ledger in").Fix("name a file with --ledger or %s", ledgerVariable)
	case runtime.GOOS == "windows":
		data = cmp.Or(os.Getenv("LocalAppData"), filepath.Join(home, "AppData", "Local"))
	case runtime.GOOS == "darwin":
		data = filepath.Join(home, "Library", "Application Support")
	default:
		data = filepath.Join(home, ".local", "share")
	}
	return filepath.Join(data, "cotejo", "ledger.db"), nil
}

// shortDefault is the default for the help, with ~ for the home folder.
func shortDefault() string {
	path, err := defaultLedger()
	if err != nil {
		return "cotejo/ledger.db in the folder for data"
	}
	if home, err := os.UserHomeDir(); err == nil {
		if rest, err := filepath.Rel(home, path); err == nil && filepath.IsLocal(rest) {
			return filepath.Join("~", rest)
		}
	}
	return path
}

// closing closes a ledger and adds its complaint to what went wrong before.
func closing(l *sqlite.Ledger, err *error) { *err = errors.Join(*err, l.Close()) }
