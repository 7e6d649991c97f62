// Command gen compresses the CSV files of region codes into the data folder of
// package area: go run ./internal/domain/area/gen SOURCE-FOLDER. The same input
// always gives the same bytes.
package main

import (
	"compress/gzip"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: gen SOURCE-FOLDER")
		os.Exit(2)
	}
	for _, name := range []string{"provinces.csv", "regencies.csv", "districts.csv", "villages.csv"} {
		if err := compress(filepath.Join(os.Args[1], name), filepath.Join("internal/domain/area/data", name+".gz")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func compress(from, to string) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	f, err := os.Create(to)
	if err != nil {
		return err
	}
	z, err := gzip.NewWriterLevel(f, gzip.BestCompression)
	if err != nil {
		return err
	}
	_, err = z.Write(text)
	return errors.Join(err, z.Close(), f.Close())
}
