// Package imports is the pages by which the head brings old cases in, and who
// keeps the registry lists of LK3s: sending a spreadsheet, what its check found,
// and what was written.
//
// What stands in a cell is shown to who sent it, and never goes into an address
// or a title. Start at [Desk], [Start] and [Upload].
package imports
