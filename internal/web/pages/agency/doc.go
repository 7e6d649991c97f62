// Package agency is the pages of the catalogue of services: to whom clients can
// be referred.
package agency
