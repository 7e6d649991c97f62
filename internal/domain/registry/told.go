package registry

// Told is what a list of another program says of an LK3 beside its record: who
// chairs it, and numbers that nobody can trace. They are never counted.
type Told struct {
	Institution   string
	Chair         string
	ChairPhone    string
	Professionals int // -1 where nothing is told
	Clients       int
	Cases         int
}
