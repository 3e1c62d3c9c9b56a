package cotejo

import "context"

// Views are looks at many claims at once: for maps, graphs, matrices and series. Claims that are out of the answers count nowhere, and
// entities stand under the one that they are taken for. Those who have no name ("two men") are no nodes and no rows. A filter's Limit, Offset and Newest do not matter. Errors are [Error]s.
type Views interface {
	// Places counts the claims at each place that is on the map, and the ways from origins to destinations: of the places and of the ways
	// with most claims, at most limit each, those before offset left out.
	Places(ctx context.Context, f Filter, by PlacesBy, limit, offset int) (*Places, error)

	// Network gives what claims make of actors to one another: the edges that most documents speak of, at most edges of them, between
	// the actors with the given ids and others, or between all where there are none.
	Network(ctx context.Context, f Filter, actors []string, edges int) (*Network, error)

	// Path gives a shortest chain of edges between two entities, at most steps long, or an empty network where there is none. Of several it
	// takes one of well-attested edges.
	Path(ctx context.Context, f Filter, from, to string, steps int) (*Network, error)

	// Matrix counts the claims that put an agent in the trade, by agent and by stage, or by place: the rows of the agents with most
	// claims, at most agents of them after offset, and of the places the columns with most claims in those rows, at most columns of them
	// beside the one of no place. A claim with two places stands in two columns.
	Matrix(ctx context.Context, f Filter, places bool, agents, offset, columns int) (*Matrix, error)

	// ClaimsByID gives those of the claims with these ids that the ledger holds, by id.
	ClaimsByID(ctx context.Context, ids []string) (map[string]Finding, error)

	// State changes whenever an answer may. It is no content: two ledgers may have the same.
	State(ctx context.Context) (string, error)
}

// Tally is how many claims say something, and how surely they put it.
type Tally struct {
	Claims    int  `json:"claims"`
	Documents int  `json:"documents"` // not corrected for copies: see [Cluster] for origins
	Asserted  int  `json:"asserted"`  // put as so: plain, known, said or admitted
	Hedged    int  `json:"hedged"`    // left open
	Denied    int  `json:"denied"`    // put as not so
	First     Text `json:"first"`     // RFC 3339 full-dates: the first and last day they speak of, or of their reports
	Last      Text `json:"last"`
}

// PlacesBy says what claims on the map are counted by.
type PlacesBy string

// What claims on the map are counted by.
const (
	ByPlace     PlacesBy = "place"
	ByPredicate PlacesBy = "predicate" // place, predicate and stage
	ByDivision  PlacesBy = "division"  // the first-level division that a place is, or lies in
)

// Region is the subtype of a first-level division.
const Region Text = "region"

// Places is claims on the map.
type Places struct {
	Places     []PlaceCount `json:"places"`
	Flows      []FlowCount  `json:"flows"`
	Total      int          `json:"total"`      // places that the claims name
	TotalFlows int          `json:"totalFlows"` // ways
}

// PlaceCount is claims at a place: of one predicate and stage, or where both are empty of all.
type PlaceCount struct {
	Geonames  Text    `json:"geonames"`
	Place     string  `json:"place"` // id
	Name      string  `json:"name"`
	Subtype   Text    `json:"subtype"`
	Country   Text    `json:"country"`
	Lat       float64 `json:"lat"`
	Lon       float64 `json:"lon"`
	Predicate string  `json:"predicate"`
	Stage     Text    `json:"stage"`
	Tally
}

// FlowCount is claims that something goes from one place to another.
type FlowCount struct {
	From      string     `json:"from"` // ids
	To        string     `json:"to"`
	Names     [2]string  `json:"names"`
	Start     [2]float64 `json:"start"` // longitude, latitude
	End       [2]float64 `json:"end"`
	Commodity Text       `json:"commodity"`
	Tally
}

// Network is actors and what claims make of them to one another.
type Network struct {
	Nodes []NetworkNode `json:"nodes"`
	Edges []NetworkEdge `json:"edges"`
	More  bool          `json:"more"`  // there are edges that are left out
	Total int           `json:"total"` // edges, those left out with them
}

// NetworkNode is an actor.
type NetworkNode struct {
	ID      string     `json:"id"`
	Name    string     `json:"name"`
	Type    EntityType `json:"type"`
	Subtype Text       `json:"subtype"`
	Country Text       `json:"country"`
	Claims  int        `json:"claims"` // in the whole ledger
}

// NetworkEdge is claims of one predicate of two actors.
type NetworkEdge struct {
	From      string `json:"from"` // ids
	To        string `json:"to"`
	Predicate string `json:"predicate"`
	Tally
}

// Matrix is who does what.
type Matrix struct {
	Cells   []MatrixCell `json:"cells"`   // row by row, those of most claims first
	Agents  int          `json:"agents"`  // rows, those left out with them
	Columns int          `json:"columns"` // of the rows given, those left out with them
}

// MatrixCell is claims that an agent does a stage of the trade, or is at a place. The column is empty where the claims name none.
type MatrixCell struct {
	Agent      string `json:"agent"` // ids
	AgentName  string `json:"agentName"`
	Column     Text   `json:"column"` // a stage, or the id of a place
	ColumnName Text   `json:"columnName"`
	Tally
}
