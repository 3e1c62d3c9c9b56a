package copies

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// The story, as the wire has it. Its groups are invented.
const wireText = `PUERTO SOMBRA, 4 March (Mareas) - Police seized four tons of cocaine on Monday from a fishing boat that they say belonged to the Calamares, a gang that has run the docks of Puerto Sombra for eleven years.

The boat was stopped forty miles off the coast after a patrol saw its crew throw sacks over the side, Commander Irene Tolosa told reporters at the naval base. Nine men were arrested and two jumped into the sea.

"This is the largest load that we have taken from them since they bought the old cannery," Tolosa said.

The Calamares began as stevedores who let crates pass for a fee. Prosecutors say that they now buy paste in the hills behind Valdeniebla, cook it in sheds along the river and ship it north in boats built for tuna.

A former member, who asked not to be named because he has testified against two of his cousins, said the gang keeps a ledger of every captain who owes it a trip. He had seen the book twice, he said, in the back room of a bar that burned down last winter.

The mayor's office denied that any of its staff had been paid to look away. It said it would answer in court, where the first hearing is set for the ninth of June before Judge Almudena Rus.`

// The same event, by a reporter of our own other paper.
const ownReport = `Nine crewmen of the Santa Bárbara spent Monday night in cells at the naval base of Puerto Sombra after sailors hauled dozens of wet sacks out of the swell.

Inside were about four tons of cocaine, the navy said, enough to fill two lorries. Officers blamed the Calamares, whose hold over the harbour goes back more than a decade.

"This is the largest load that we have taken from them since they bought the old cannery," said Irene Tolosa, who commands the base.

On the quay nobody wanted to talk. A woman mending nets said she had gone to school with one of the men and that he was no smuggler, only in debt.

Whether the town hall knew is for Judge Almudena Rus to find out this summer.`

const footNotice = `Our newsroom lives from those who read it. Become a member for the price of a coffee, write to us at the address below with what you know, and pass this text on as you like so long as you name the paper and change nothing in it.`

// otherText is a text of so many words that has nothing to do with the story.
func otherText(seed uint64, n int) string {
	r := rand.New(rand.NewPCG(seed, 1))
	var b strings.Builder
	for i := range n {
		switch {
		case i > 0 && i%60 == 0:
			b.WriteString(".\n\n")
		case i > 0:
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "w%x", r.IntN(3000))
	}
	return b.String() + "."
}

func paragraphs(text string) []string { return strings.Split(text, "\n\n") }

func joined(ps ...string) string { return strings.Join(ps, "\n\n") }
