package genogram

import "slices"

// unite finds the couples and whose children hang from which line. A tie that no
// such line can show is drawn by one of its own.
func (l *layout) unite() {
	for _, i := range l.valid {
		if l.ties[i].couple() {
			l.couple(i)
		}
	}
	for child := range l.people {
		l.hang(child)
	}
	for _, i := range l.valid {
		if l.ties[i].siblings() {
			l.join(i)
		}
	}
	for _, i := range l.valid {
		if l.ties[i].Kind == Other && l.ties[i].Quality == "" {
			l.free = append(l.free, i)
		}
	}
	for _, u := range l.unions {
		l.sort(u)
	}
}

func (l *layout) couple(tie int) {
	a, b := l.ends(tie)
	if l.gen[a] != l.gen[b] {
		l.free = append(l.free, tie)
		return
	}
	u := l.union(a, b)
	u.couple = append(u.couple, tie)
}

// union returns that of exactly these persons.
func (l *layout) union(partners ...int) *union {
	slices.Sort(partners)
	partners = slices.Compact(partners)
	for _, u := range l.unions {
		if len(partners) > 0 && slices.Equal(u.partners, partners) {
			return u
		}
	}
	u := &union{partners: partners, dashed: map[int]bool{}}
	l.unions = append(l.unions, u)
	return u
}

// hang draws a child below the parents by birth, or else those who adopted or
// foster it.
func (l *layout) hang(child int) {
	drawn := false
	for _, kinds := range [][]Kind{{Parent}, {Adoptive}, {Foster}, {Step}} {
		var near, far []int
		for _, i := range l.valid {
			if a, b := l.ends(i); b == child && slices.Contains(kinds, l.ties[i].Kind) {
				if l.gen[a]+1 == l.gen[child] && !drawn {
					near = append(near, i)
				} else {
					far = append(far, i)
				}
			}
		}
		l.free = append(l.free, l.below(child, near)...)
		l.free = append(l.free, far...)
		drawn = drawn || len(near) > 0
	}
}

// below hangs a child from at most two parents, and returns the ties of others.
func (l *layout) below(child int, ties []int) (left []int) {
	if len(ties) == 0 {
		return nil
	}
	var parents []int
	var used []int
	for _, i := range ties {
		a, _ := l.ends(i)
		if !slices.Contains(parents, a) && len(parents) == 2 {
			left = append(left, i)
			continue
		}
		if !slices.Contains(parents, a) {
			parents = append(parents, a)
		}
		used = append(used, i)
	}
	u := l.union(parents...)
	u.children = append(u.children, child)
	u.parents = append(u.parents, used...)
	u.dashed[child] = l.ties[used[0]].Kind != Parent
	l.birth[child] = u
	return left
}

// join draws siblings below one line: that of the parents of either, or one of
// their own.
func (l *layout) join(tie int) {
	a, b := l.ends(tie)
	if l.gen[a] != l.gen[b] {
		l.free = append(l.free, tie)
		return
	}
	ua, ub := l.birth[a], l.birth[b]
	switch {
	case ua == nil && ub == nil:
		ua = l.union()
		ua.children = []int{a, b}
		l.birth[a], l.birth[b] = ua, ua
	case ua == nil:
		ub.children = append(ub.children, a)
		l.birth[a], ua = ub, ub
	case ub == nil:
		ua.children = append(ua.children, b)
		l.birth[b] = ua
	case ua != ub && len(ua.partners) == 0:
		l.merge(ub, ua)
		ua = ub
	case ua != ub && len(ub.partners) == 0:
		l.merge(ua, ub)
	case ua != ub: // half-siblings: each hangs from the own parents
		l.free = append(l.free, tie)
		return
	}
	ua.siblings = append(ua.siblings, tie)
}

// merge takes over the children of a line without parents.
func (l *layout) merge(into, from *union) {
	into.children = append(into.children, from.children...)
	into.siblings = append(into.siblings, from.siblings...)
	for _, c := range from.children {
		l.birth[c] = into
	}
	l.unions = slices.DeleteFunc(l.unions, func(u *union) bool { return u == from })
}

// sort puts children in the order of their age, twins side by side.
func (l *layout) sort(u *union) {
	slices.SortStableFunc(u.children, l.older)
	for _, i := range u.siblings {
		if l.ties[i].Kind == Sibling {
			continue
		}
		a, b := l.ends(i)
		at := slices.Index(u.children, a)
		from := slices.Index(u.children, b)
		if d := from - at; d == 1 || d == -1 {
			continue
		}
		u.children = slices.Delete(u.children, from, from+1)
		u.children = slices.Insert(u.children, slices.Index(u.children, a)+1, b)
	}
}
