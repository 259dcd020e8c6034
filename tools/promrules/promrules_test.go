// Package promrules reads the landing zone's alert rules with Prometheus' own parser, which is too large a dependency for
// the program itself.
package promrules_test

import (
	"log/slog"
	"os"
	"testing"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// rules is what components/alerting deploys, as a Prometheus rule file.
const rules = "../../components/alerting/testdata/rules.yaml"

func TestRulesAreWhatPrometheusTakes(t *testing.T) {
	content, err := os.ReadFile(rules)
	require.NoError(t, err)
	groups, errs := rulefmt.Parse(content, false, model.UTF8Validation, parser.NewParser(parser.Options{}), slog.New(slog.DiscardHandler))
	require.Empty(t, errs)
	assert.NotEmpty(t, groups.Groups)
}
