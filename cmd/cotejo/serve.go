package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"net"
	"net/http"
	"os/exec"
	"runtime"
	"strconv"
	"sync"
	"time"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/ledger/sqlite"
	"github.com/cotejo/cotejo/web"
	"github.com/spf13/cobra"
)

func newServeCommand() *cobra.Command {
	var addr, token string
	var open bool
	var hosts []string
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Show the ledger in a browser",
		Long: `Serve shows the ledger in a browser: search over claims and reports, a dossier for everybody, and each report with its claims
beside their words. It prints its address when it is ready and runs until it is interrupted. Without --addr only this machine
reaches it.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			ledger, refusal, err := openToServe(cmd)
			if err != nil {
				return err
			}
			defer closing(ledger, &err)
			return serve(cmd, ledger, serveOptions{addr: addr, token: token, hosts: hosts, open: open, refusal: refusal})
		},
	}
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:4141", "`ADDRESS` to listen on; port 0 is any free one, which is also taken where nothing is said and the usual one is not free")
	cmd.Flags().StringSliceVar(&hosts, "host", nil, "`NAME` by which browsers on other machines may call this one")
	cmd.Flags().StringVar(&token, "token", "", "`WORD` that programs must bring to write (Authorization: Bearer WORD); without one nothing can be written from other machines")
	cmd.Flags().BoolVar(&open, "open", false, "open the pages in the browser, where there is one")
	addLedgerFlag(cmd)
	return cmd
}

// serveOptions are what serve was told.
type serveOptions struct {
	addr, token string
	hosts       []string
	open        bool
	refusal     string // why nothing can be written, or ""
}

// openToServe opens the ledger for writing, or, where it can only be read, for that, with the reason why.
func openToServe(cmd *cobra.Command) (ledger *sqlite.Ledger, refusal string, err error) {
	ledger, err = openLedger(cmd, sqlite.Write)
	switch cotejo.CodeOf(err) {
	case cotejo.ReadOnly, cotejo.Forbidden, cotejo.Locked:
		refusal = "the ledger can only be read: " + err.Error()
		ledger, err = openLedger(cmd, sqlite.Read)
	}
	return ledger, refusal, err
}

func serve(cmd *cobra.Command, ledger *sqlite.Ledger, o serveOptions) error {
	addr, hosts := o.addr, o.hosts
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return cotejo.Errorf(cotejo.Usage, "--addr %q is no address", addr).Fix("write it as 127.0.0.1:4141")
	}
	if host != "" {
		hosts = append(hosts, host)
	}
	logger := slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil))
	options, err := pageOptions()
	if err != nil {
		return err
	}
	options.Hosts, options.Log = hosts, logger
	if options.API, err = writing(ledger, o, host); err != nil {
		return err
	}
	handler, err := web.NewHandler(ledger, options)
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(cmd.Context(), "tcp", addr)
	if err != nil && !cmd.Flags().Changed("addr") { // nobody asked for this port: another will do
		listener, err = new(net.ListenConfig).Listen(cmd.Context(), "tcp", net.JoinHostPort(host, "0"))
	}
	if err != nil {
		return cotejo.Errorf(cotejo.Forbidden, "the address %s cannot be listened on", addr).Fix("is it in use? Choose another with --addr, port 0 for any").From(rootCause(err))
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 5 * time.Minute, WriteTimeout: 0, IdleTimeout: 2 * time.Minute,
		ErrorLog: log.New(cmd.ErrOrStderr(), "cotejo: ", 0)}
	port := listener.Addr().(*net.TCPAddr).Port
	address := "http://" + net.JoinHostPort(shownHost(host), strconv.Itoa(port)) + "/"
	fmt.Fprintln(cmd.OutOrStdout(), address)
	var warm sync.WaitGroup
	defer warm.Wait()
	warm.Go(func() {
		if err := ledger.Warm(cmd.Context()); err != nil {
			logger.Warn("the first views will take longer", "error", err)
		}
	})
	if o.open {
		openBrowser(cmd.Context(), address)
	}
	return untilInterrupted(cmd.Context(), server, listener)
}

// untilInterrupted serves until ctx ends, then lets the requests in progress finish.
func untilInterrupted(ctx context.Context, server *http.Server, listener net.Listener) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		return errors.Join(err, server.Close())
	}
	return nil
}

// shownHost is a name under which a browser here finds what listens on host.
func shownHost(host string) string {
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		return "127.0.0.1"
	}
	return host
}

// rootCause leaves out of a network error what the message says already.
func rootCause(err error) error {
	if op, ok := errors.AsType[*net.OpError](err); ok {
		return op.Err
	}
	return err
}

// openBrowser asks the system to open an address. That there is no browser is no error: the address is printed.
func openBrowser(ctx context.Context, address string) {
	name, args := "xdg-open", []string{address}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", address}
	}
	if path, err := exec.LookPath(name); err == nil {
		if c := exec.CommandContext(ctx, path, args...); c.Start() == nil {
			go func() { _ = c.Wait() }()
		}
	}
}
