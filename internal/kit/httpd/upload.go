package httpd

import (
	"errors"
	"io"
	"net/http"

	"teduh/internal/kit/fault"
)

// File returns what the file of a form holds, from memory to memory: what is
// sent may be secret, and is never put into a temporary file. Its name is not
// looked at. Faults: fault.no_file when none was chosen, an http.MaxBytesError
// when it is larger.
func File(r *http.Request, field string, most int64) ([]byte, error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, fault.Bad(field, "fault.no_file")
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, fault.Bad(field, "fault.no_file")
		}
		if err != nil {
			return nil, broken(err)
		}
		if part.FormName() != field {
			continue
		}
		data, err := io.ReadAll(io.LimitReader(part, most+1))
		switch {
		case err != nil:
			return nil, broken(err)
		case int64(len(data)) > most:
			return nil, &http.MaxBytesError{Limit: most}
		case len(data) == 0:
			return nil, fault.Bad(field, "fault.no_file")
		}
		return data, nil
	}
}

// broken is an upload that ended in the middle.
func broken(err error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return err
	}
	return fault.New(fault.Invalid, "fault.characters")
}
