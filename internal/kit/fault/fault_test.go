package fault_test

import (
	"errors"
	"testing"

	"teduh/internal/kit/fault"
)

func TestAnythingUnknownIsInternal(t *testing.T) {
	if got := fault.KindOf(errors.New("disk on fire")); got != fault.Internal {
		t.Fatalf("KindOf = %v, want internal", got)
	}
}

func TestWrapKeepsTheFaultAndAddsTheCall(t *testing.T) {
	call := func() (err error) {
		defer fault.Wrap(&err, "Append(%s)", "id-1")
		return fault.Bad("age", "fault.number")
	}
	err := call()
	if !fault.Is(err, fault.Invalid) || fault.First(err).Field != "age" {
		t.Fatalf("lost the fault: %v", err)
	}
	if got, want := err.Error(), "Append(id-1): invalid: fault.number (age)"; got != want {
		t.Fatalf("Error() = %q, want %q", got, want)
	}
}

func TestManyAnswersEachField(t *testing.T) {
	var many fault.Many
	if many.Err() != nil {
		t.Fatal("an empty Many is an error")
	}
	many = append(many, fault.Bad("a", "x"), fault.Bad("b", "y"))
	if got := len(fault.All(many.Err())); got != 2 {
		t.Fatalf("All = %d faults, want 2", got)
	}
	if fault.KindOf(many.Err()) != fault.Invalid {
		t.Fatal("a Many of invalid fields is not invalid")
	}
}
