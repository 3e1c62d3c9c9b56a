package intake

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	isoDate  = regexp.MustCompile(`^(\d{4})-?(\d{2})-?(\d{2})(?:$|[Tt ]\S)`)
	longDate = []*regexp.Regexp{ // day, month by name, year in the named groups
		regexp.MustCompile(`^(?:\p{L}+\.?,? )?(?P<month>\p{L}{3,})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})\b`),
		regexp.MustCompile(`^(?:\p{L}+\.?,? )?(?P<day>\d{1,2})(?:st|nd|rd|th|º|°)?(?: de| of)? (?P<month>\p{L}{3,})\.?(?: del?)?,? (?P<year>\d{4})\b`),
	}
)

// months holds the names of each month in English and Spanish.
var months = [12][]string{
	{"january", "enero"}, {"february", "febrero"}, {"march", "marzo"}, {"april", "abril"}, {"may", "mayo"}, {"june", "junio"}, {"july", "julio"},
	{"august", "agosto"}, {"september", "septiembre", "setiembre"}, {"october", "octubre"}, {"november", "noviembre"}, {"december", "diciembre"},
}

// monthNumber reads the name of a month or its beginning: "Sept", "mar". It is 0 where the word is none.
func monthNumber(word string) int {
	word = strings.ToLower(word)
	for i, names := range months {
		for _, name := range names {
			if strings.HasPrefix(name, word) {
				return i + 1
			}
		}
	}
	return 0
}

// isoDay reads the day of an ISO 8601 date or date and time, as the place that wrote it counted it. Years before
// 1800, and the first of 1970, which is what an unset clock prints, are none.
func isoDay(s string) (string, bool) {
	m := isoDate.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return "", false
	}
	return validDay(m[1], m[2], m[3])
}

// anyDay also reads a day with its month by name, in English or Spanish. A day in figures alone such as 03/04/2021 is not
// read: nobody can tell which is the month.
func anyDay(s string) (string, bool) {
	s = strings.Join(strings.Fields(s), " ")
	if day, ok := isoDay(s); ok {
		return day, true
	}
	for _, re := range longDate {
		m := re.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		month := monthNumber(m[re.SubexpIndex("month")])
		if day, ok := validDay(m[re.SubexpIndex("year")], strconv.Itoa(month), m[re.SubexpIndex("day")]); ok {
			return day, true
		}
	}
	return "", false
}

func validDay(year, month, day string) (string, bool) {
	t, err := time.Parse("2006-1-2", year+"-"+strings.TrimPrefix(month, "0")+"-"+strings.TrimPrefix(day, "0"))
	if err != nil || t.Year() < 1800 || t.Equal(time.Unix(0, 0)) {
		return "", false
	}
	return t.Format(time.DateOnly), true
}
