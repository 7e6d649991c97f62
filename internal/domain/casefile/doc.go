// Package casefile is the heart of Teduh: a file is its entries, and everything
// else about it is folded from them.
//
// A file (a person, a contact or a case) is an append-only row of entries.
// [Fold] turns entries into a [State]; [Next] says from a table which kinds may
// follow; [Check] holds a body against the field table of its kind and version;
// [Accept] decides about one more entry. All of it is pure: no clock, no ids of
// its own, no SQL, so that the same rules run on the server and on a device.
//
// It must never know how entries are stored, who is asking, or what is counted:
// rights are in access, figures in tally.
//
// Start at [Entry], then [Forms], then [Fold].
package casefile
