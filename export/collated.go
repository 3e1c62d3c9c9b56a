package export

import "github.com/cotejo/cotejo"

// Cluster writes claims that say the same.
func (j *JSONL) Cluster(c cotejo.Cluster) error {
	return j.line(struct {
		Kind string `json:"kind"`
		cotejo.Cluster
	}{"cluster", c})
}

// Contradiction writes two accounts that cannot both hold.
func (j *JSONL) Contradiction(c cotejo.Contradiction) error {
	return j.line(struct {
		Kind string `json:"kind"`
		cotejo.Contradiction
	}{"contradiction", c})
}

// Copies writes a report and those that print it again.
func (j *JSONL) Copies(c cotejo.Copies) error {
	return j.line(struct {
		Kind string `json:"kind"`
		cotejo.Copies
	}{"copies", c})
}

// Change writes a line of the change feed. Its kind of change stands under "change".
func (j *JSONL) Change(c cotejo.Change) error {
	return j.line(struct {
		Kind string `json:"kind"`
		cotejo.Change
	}{"change", c})
}

// Decision writes what a person decided.
func (j *JSONL) Decision(d cotejo.DecisionEntry) error {
	return j.line(struct {
		Kind string `json:"kind"`
		cotejo.DecisionEntry
	}{"decision", d})
}
