// Package teduh is the root of the module. It holds no code of its own, only
// the tests that hold the walls of the house: which room may import which, and
// what may not be written where. The program is in cmd/teduh.
//
// Start at doc/map.md.
package teduh
