// Package training is the pages of training events and of who can be invited.
package training
