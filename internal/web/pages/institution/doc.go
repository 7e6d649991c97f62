// Package institution is the pages of the registry: the list, a record with its
// history and budgets, and its forms.
package institution
