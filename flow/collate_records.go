package flow

import (
	"cmp"

	"github.com/fxamacker/cbor/v2"

	"github.com/cotejo/cotejo/weigh"
)

// encode gives a claim as the ledger keeps it for weighing: a topic of a thousand is decoded whenever it gets one more.
func encode(c *weigh.Claim) []byte {
	kept := *c
	if kept.Family == kept.Document {
		kept.Family = ""
	}
	data, err := cbor.Marshal(kept)
	if err != nil {
		panic(err) // it holds nothing that CBOR has no form for
	}
	return data
}

func decode(record []byte) (weigh.Claim, error) {
	var c weigh.Claim
	err := cbor.Unmarshal(record, &c)
	c.Family = cmp.Or(c.Family, c.Document)
	return c, err
}
