package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"os"
	"os/user"
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/export"
	"github.com/cotejo/cotejo/gazetteer"
	"github.com/cotejo/cotejo/ledger/sqlite"
	"github.com/spf13/cobra"
)

// userVariable names who decides where the flag does not.
const userVariable = "COTEJO_USER"

// newDecideCommands gives one command for each thing that a person can decide.
func newDecideCommands() []*cobra.Command {
	claim := []string{"CLAIM"}
	return []*cobra.Command{
		newDecideCommand(cotejo.Accept, claim, "Say that a claim is read right", `Accept notes that a person has held a claim against its words and found it read right.`),
		newDecideCommand(cotejo.Reject, claim, "Say that a claim is read wrong", `Reject takes a claim that is read wrong out of every answer, count and cluster. Undo brings it back.`),
		newCorrectCommand(),
		newDecideCommand(cotejo.Merge, []string{"A", "B"}, "Say that two entities are one", `Merge has two entities taken for one, whatever their names say. A and B are ids, or names that fit one entity.`),
		newDecideCommand(cotejo.Split, []string{"A", "B"}, "Say that two entities are not the same", `Split has two entities never taken for one, whatever their names say. A and B are ids as cotejo claims --format jsonl prints them, or names.`),
		newDecideCommand(cotejo.Annotate, []string{"ID", "[WORDS]"}, "Put a note beside a claim or an entity", `Note keeps a person's words beside a claim or an entity: those that follow, or those of --note.`),
		newDecideCommand(cotejo.Undo, []string{"DECISION"}, "Take a decision back", `Undo takes a decision back. Both stay in the list that cotejo decisions prints.`),
	}
}

func newDecideCommand(verb cotejo.Verb, args []string, short, long string) *cobra.Command {
	var by, note string
	least := len(args)
	if verb == cotejo.Annotate {
		least--
	}
	cmd := &cobra.Command{
		Use:   string(verb) + " " + strings.Join(args, " "),
		Short: short,
		Long:  long + "\n\nDecisions are kept apart from what was read, with who and when, and are never deleted.",
		Args:  cobra.RangeArgs(least, len(args)),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			ledger, err := openLedger(cmd, sqlite.Write)
			if err != nil {
				return err
			}
			defer closing(ledger, &err)
			d := cotejo.Decision{By: decider(by), Verb: verb, Subjects: args, Note: note}
			switch verb {
			case cotejo.Accept, cotejo.Reject:
				d.Subjects, err = claimIDs(cmd, ledger, args)
			case cotejo.Annotate:
				if (len(args) == 2) == (note != "") {
					return cotejo.Errorf(cotejo.Usage, "note wants its words once").Fix("cotejo note %s 'the words', or --note 'the words'", args[0])
				}
				d.Note = note + strings.Join(args[1:], "")
				d.Subjects, err = claimIDs(cmd, ledger, args[:1])
				if !strings.Contains(args[0], ":") {
					d.Subjects = []string{""}
					d.Subjects[0], err = whoIs(cmd.Context(), ledger, args[0])
				}
			case cotejo.Merge:
				d.Subjects, err = entityIDs(cmd, ledger, args)
				if err == nil && d.Subjects[0] == d.Subjects[1] {
					return cotejo.Errorf(cotejo.Usage, "%s and %s are one already: %s", args[0], args[1], d.Subjects[0]).Fix("cotejo who tells the names that it has")
				}
			case cotejo.Split:
				d.Subjects, err = pieceIDs(cmd, ledger, args)
			}
			if err != nil {
				return err
			}
			return decide(cmd, ledger, d)
		},
	}
	cmd.Flags().StringVar(&by, "by", "", "`NAME` of who decides (default $"+userVariable+", or the user's)")
	cmd.Flags().StringVar(&note, "note", "", "`WORDS` that say why")
	addLedgerFlag(cmd)
	return cmd
}

func decider(by string) string {
	name := cmp.Or(by, os.Getenv(userVariable), os.Getenv("USER"), os.Getenv("USERNAME"))
	if name == "" { // containers often set none of these
		if u, err := user.Current(); err == nil {
			name = u.Username
		}
	}
	return name
}

// entityID gives the id of the entity that a person means: an id as it is, even of one that is taken for another, or the one that a
// name fits.
func entityID(cmd *cobra.Command, ledger cotejo.Ledger, name string) (string, error) {
	if strings.HasPrefix(name, "e:") || strings.HasPrefix(name, "r:") {
		return name, nil
	}
	return whoIs(cmd.Context(), ledger, name)
}

// claimIDs completes the beginnings of claims' ids, and leaves all else as it is.
func claimIDs(cmd *cobra.Command, ledger cotejo.Ledger, ids []string) ([]string, error) {
	out := slices.Clone(ids)
	for i, id := range ids {
		if strings.HasPrefix(id, "c:") {
			f, err := ledger.Claim(cmd.Context(), id)
			if err != nil {
				return nil, err
			}
			out[i] = f.ID
		}
	}
	return out, nil
}

func entityIDs(cmd *cobra.Command, ledger cotejo.Ledger, names []string) ([]string, error) {
	ids := make([]string, len(names))
	for i, name := range names {
		var err error
		if ids[i], err = entityID(cmd, ledger, name); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// pieceIDs does what entityIDs does, but where two names fit one entity it gives those of its pieces that they are the names of.
func pieceIDs(cmd *cobra.Command, ledger cotejo.Ledger, names []string) ([]string, error) {
	ids, err := entityIDs(cmd, ledger, names)
	if err != nil || ids[0] != ids[1] {
		return ids, err
	}
	pieces, err := ledger.Pieces(cmd.Context(), ids[0])
	if err != nil {
		return nil, err
	}
	var known []string
	for _, p := range pieces {
		known = append(known, fmt.Sprintf("%s (%s)", p.Name, p.ID))
	}
	for i, name := range names {
		ids[i] = pieceNamed(pieces, name, ids[i])
	}
	if ids[0] == ids[1] {
		return nil, cotejo.Errorf(cotejo.Ambiguous, "both names fit one entity, made of %s", strings.Join(known, ", ")).Fix("give two of these ids; what reports themselves say of one, no decision parts")
	}
	return ids, nil
}

// pieceNamed gives the id of the piece that a name is the name of, else of the only one that it is another name of, else what it is given.
func pieceNamed(pieces []cotejo.Entity, name, none string) string {
	var called []string
	for _, p := range pieces {
		is := func(n string) bool { return gazetteer.Fold(n) == gazetteer.Fold(name) }
		if is(p.Name) {
			return p.ID
		}
		if slices.ContainsFunc(p.Aliases, is) {
			called = append(called, p.ID)
		}
	}
	if len(called) == 1 {
		return called[0]
	}
	return none
}

func newDecisionsCommand() *cobra.Command {
	var format string
	var limit, offset int
	cmd := &cobra.Command{
		Use:   "decisions [ID]",
		Short: "List what people decided",
		Long: `Decisions lists what people decided, the latest first: all, or what they decided on a claim, an entity or another decision.
A decision that was taken back, and one whose words no claim has any more, say so.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if err := oneOf("format", format, "table", "jsonl"); err != nil {
				return err
			}
			ledger, err := openLedger(cmd, sqlite.Read)
			if err != nil {
				return err
			}
			defer closing(ledger, &err)
			found, err := ledger.Decisions(cmd.Context(), strings.Join(args, ""), limit, offset)
			if err != nil {
				return err
			}
			out := bufio.NewWriter(cmd.OutOrStdout())
			lines := export.NewJSONL(out)
			for _, d := range found {
				if format == "jsonl" {
					err = lines.Decision(d)
				} else {
					var line string
					if line, err = decisionLine(cmd.Context(), ledger, &d); err == nil {
						_, err = fmt.Fprintln(out, printable(line))
					}
				}
				if err != nil {
					return err
				}
			}
			return out.Flush()
		},
	}
	listFlags(cmd, &format, &limit, &offset)
	return cmd
}

// decisionLine puts a decision in a line, with the names of those whom it is about as they were read.
func decisionLine(ctx context.Context, ledger cotejo.Ledger, d *cotejo.DecisionEntry) (string, error) {
	line := fmt.Sprintf("%s  %s  %s: %s", d.ID, d.At, d.By, d.Verb)
	subjects := d.Subjects
	if d.Verb == cotejo.Merge && len(subjects) > 2 { // it goes on with all that were taken for either
		subjects = subjects[:2]
	}
	for _, id := range subjects {
		line += " " + id
		if !strings.HasPrefix(id, "e:") && !strings.HasPrefix(id, "r:") {
			continue
		}
		pieces, err := ledger.Pieces(ctx, id)
		if err != nil && cotejo.CodeOf(err) != cotejo.NotFound {
			return "", err
		}
		for _, p := range pieces {
			if p.ID == id {
				line += " " + p.Name + ","
			}
		}
	}
	line = strings.TrimSuffix(line, ",")
	if more := len(d.Subjects) - len(subjects); more > 0 {
		line += fmt.Sprintf(", with %d taken for either", more)
	}
	if d.Quote != "" {
		line += " “" + d.Quote + "”"
	}
	if stated := export.Stated(d.States); stated != "" {
		line += ": " + stated
	}
	if d.Note != "" {
		line += " (" + d.Note + ")"
	}
	if d.Undone != "" {
		line += "; taken back by " + d.Undone
	}
	if d.Lost {
		line += "; no claim has these words any more"
	}
	return line, nil
}

// listFlags are the flags of commands that list.
func listFlags(cmd *cobra.Command, format *string, limit, offset *int) {
	cmd.Flags().StringVar(format, "format", "table", "what to print: table or jsonl")
	complete(cmd, "format", "table", "jsonl")
	cmd.Flags().IntVar(limit, "limit", 0, "at most `N` (default: all)")
	cmd.Flags().IntVar(offset, "offset", 0, "leave out the first `N`")
	addLedgerFlag(cmd)
}
