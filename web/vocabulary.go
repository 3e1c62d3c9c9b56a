package web

import (
	"cmp"
	"strings"

	"github.com/cotejo/cotejo"
)

// hedgeView is a hedge as pages show it: never by colour alone, always with its word.
type hedgeView struct {
	Hedge   cotejo.Hedge
	Label   string // a word or two before the claim
	Manner  string // how the line under it is drawn: firm, soft, open, denied
	Meaning string // one sentence, for the page that explains
	Example string
}

// hedgeViews explains every hedge. The examples are about nobody.
var hedgeViews = map[cotejo.Hedge]hedgeView{
	cotejo.Plain:       {Label: "stated", Manner: "firm", Meaning: "The report says so in its own voice and marks no doubt.", Example: "The group runs two laboratories."},
	cotejo.Known:       {Label: "known", Manner: "firm", Meaning: "Put as common or established knowledge, with nobody named who knows it.", Example: "It is known that the group runs two laboratories."},
	cotejo.Said:        {Label: "said", Manner: "firm", Meaning: "Somebody says so, and the wording neither backs nor doubts it.", Example: "The group runs two laboratories, a prosecutor said."},
	cotejo.Admitted:    {Label: "admitted", Manner: "firm", Meaning: "Somebody grants it who would rather not have to.", Example: "The minister admitted that the group runs two laboratories."},
	cotejo.Reported:    {Label: "reported", Manner: "soft", Meaning: "Passed on as what has been reported, often without saying by whom.", Example: "The group reportedly runs two laboratories."},
	cotejo.Claimed:     {Label: "claimed", Manner: "soft", Meaning: "Somebody asserts it, and the wording keeps its distance.", Example: "The group claims to run two laboratories."},
	cotejo.Presumed:    {Label: "presumed", Manner: "soft", Meaning: "Taken to be so, or concluded from something else.", Example: "The shipment was presumably the group’s."},
	cotejo.Suspected:   {Label: "suspected", Manner: "soft", Meaning: "There is a suspicion, and the wording goes no further.", Example: "Police suspect the group of running two laboratories."},
	cotejo.Alleged:     {Label: "alleged", Manner: "soft", Meaning: "An accusation that nobody has yet proved.", Example: "The group allegedly runs two laboratories."},
	cotejo.Possible:    {Label: "possible", Manner: "soft", Meaning: "It may be so; the words leave it open.", Example: "The group may run two laboratories."},
	cotejo.Planned:     {Label: "planned", Manner: "open", Meaning: "Meant or expected to happen; it has not yet.", Example: "The group would open two laboratories under the deal."},
	cotejo.Conditional: {Label: "conditional", Manner: "open", Meaning: "So only if something else is so.", Example: "If the deal holds, the group will run two laboratories."},
	cotejo.Denied:      {Label: "denied", Manner: "denied", Meaning: "Somebody says that it is not so.", Example: "Police deny that the group runs two laboratories."},
}

// viewHedge gives how a hedge is shown. One that this version does not know keeps its own word and looks unsure.
func viewHedge(h cotejo.Hedge) hedgeView {
	v, ok := hedgeViews[h]
	if !ok {
		v = hedgeView{Label: string(h), Manner: "soft"}
	}
	v.Hedge = h
	return v
}

// stages are the stages of the trade, from field to bank.
var stages = []string{"cultivation", "production", "transport", "distribution", "retail", "laundering"}

// kindOf says what an entity is, as closely as is known: "criminal organization".
func kindOf(e cotejo.Entity) string {
	return clip(longName, strings.ReplaceAll(cmp.Or(string(e.Subtype), string(e.Type)), "_", " "))
}

// country names a country by its code.
func (s *server) country(code string) string {
	if s.opt.Country != nil {
		if name := s.opt.Country(code); name != "" {
			return clip(longName, name)
		}
	}
	return clip(longName, strings.ToUpper(code))
}
