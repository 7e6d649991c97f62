// Package signin is the pages by which somebody comes in, and the own account.
package signin
