package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/export"
	"github.com/cotejo/cotejo/ledger/sqlite"
	"github.com/spf13/cobra"
)

func newCorrectCommand() *cobra.Command {
	var by, note, predicate, hedge, polarity string
	var roles []string
	cmd := &cobra.Command{
		Use:   "correct CLAIM",
		Short: "Say what a claim should say where it is read wrong",
		Long: `Correct puts right what was read wrong in a claim: its predicate, its hedge, its polarity, who fills a role. All else stays as it was read. The
claim is found, counted, weighed and exported as corrected from then on, and says everywhere who corrected it, when, and what was read.

--role ROLE=WHO says who fills a role, in place of those who were read in it: a name or id that the ledger knows, or words of the report.
Given again for the same role it names one more; ROLE= alone leaves the role empty.

Decisions are kept apart from what was read, with who and when, and are never deleted; undo takes a correction back.`,
		Example: "  cotejo correct c:… --hedge alleged\n  cotejo correct c:… --predicate charge --role target=\"Evaristo Quiñonal\" --role agent=",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if predicate != "" {
				known, err := predicates()
				if err == nil {
					err = oneOf("predicate", predicate, known...)
				}
				if err != nil {
					return err
				}
			}
			ledger, err := openLedger(cmd, sqlite.Write)
			if err != nil {
				return err
			}
			defer closing(ledger, &err)
			d := cotejo.Decision{By: decider(by), Verb: cotejo.Correct, Note: note,
				States: &cotejo.Correction{Predicate: predicate, Hedge: cotejo.Hedge(hedge), Polarity: polarity}}
			if d.Subjects, err = claimIDs(cmd, ledger, args); err != nil {
				return err
			}
			if d.States.Roles, err = statedRoles(cmd, ledger, roles); err != nil {
				return err
			}
			if err := decide(cmd, ledger, d); err != nil {
				return err
			}
			f, err := ledger.Claim(cmd.Context(), d.Subjects[0])
			if err != nil {
				return err
			}
			return export.Text(cmd.OutOrStdout(), &f)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&predicate, "predicate", "", "what is claimed: `PREDICATE`")
	flags.StringVar(&hedge, "hedge", "", "how the words put it: `HEDGE` such as said, alleged, denied")
	flags.StringVar(&polarity, "polarity", "", "+, or - where the words say that it is not so")
	flags.StringArrayVar(&roles, "role", nil, "`ROLE=WHO` fills a role")
	flags.StringVar(&by, "by", "", "`NAME` of who decides (default $"+userVariable+", or the user's)")
	flags.StringVar(&note, "note", "", "`WORDS` that say why")
	if known, err := predicates(); err == nil {
		complete(cmd, "predicate", known...)
	}
	hedges := make([]string, len(cotejo.Hedges))
	for i, h := range cotejo.Hedges {
		hedges[i] = string(h)
	}
	complete(cmd, "hedge", hedges...)
	complete(cmd, "polarity", cotejo.Positive, cotejo.Negative)
	addLedgerFlag(cmd)
	return cmd
}

// statedRoles reads roles as --role gives them. Who is nobody the ledger knows is left as words, which the ledger looks for in the report.
func statedRoles(cmd *cobra.Command, ledger cotejo.Ledger, given []string) (map[string][]cotejo.Filler, error) {
	var out map[string][]cotejo.Filler
	for _, g := range given {
		role, who, ok := strings.Cut(g, "=")
		if !ok || !slices.Contains(cotejo.Roles, role) {
			return nil, cotejo.Errorf(cotejo.Usage, "--role %q is no ROLE=WHO", g).Fix("ROLE is one of %s", strings.Join(cotejo.Roles, ", "))
		}
		if out == nil {
			out = map[string][]cotejo.Filler{}
		}
		if who == "" {
			if len(out[role]) > 0 {
				return nil, cotejo.Errorf(cotejo.Usage, "--role %s= leaves empty what another --role fills", role)
			}
			out[role] = []cotejo.Filler{}
			continue
		}
		filler := cotejo.Filler{Text: who}
		id, err := entityID(cmd, ledger, who)
		switch {
		case err == nil:
			filler.Entity = id
		case cotejo.CodeOf(err) != cotejo.NotFound:
			return nil, err
		}
		if strings.HasPrefix(who, "e:") || strings.HasPrefix(who, "r:") {
			filler.Text = ""
		}
		out[role] = append(out[role], filler)
	}
	return out, nil
}

// decide keeps a decision, sets beside one another what it touches, and prints its id.
func decide(cmd *cobra.Command, ledger cotejo.Ledger, d cotejo.Decision) error {
	d, err := ledger.Decide(cmd.Context(), d)
	if err != nil {
		return err
	}
	if err := collate(cmd, ledger, 0); err != nil {
		return err
	}
	_, err = fmt.Fprintln(cmd.OutOrStdout(), d.ID)
	return err
}
