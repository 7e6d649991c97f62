// Package xlsform reads an instrument from an XLSForm, the spreadsheet in which
// social programmes write their forms: the sheets survey, choices and settings,
// and two of our own, scores and alerts. doc/xlsform.md says what is understood;
// anything else is refused with its sheet, its cell and what would be right.
//
// It works on a bounded workbook and never on what a formula computed. What it
// makes is a definition that still has to be compiled.
//
// Start at [Read].
package xlsform
