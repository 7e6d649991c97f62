// Package staff is the page of who works at an institution.
package staff
