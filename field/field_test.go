package field_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

type settings struct {
	Name    string            `json:"name"`
	Count   int               `json:"count"`
	Share   float64           `json:"share"`
	Enabled bool              `json:"enabled"`
	Pools   []pool            `json:"pools"`
	Labels  map[string]string `json:"labels"`
	Nested  nested            `json:"nested"`
	Window  *nested           `json:"window"`
	Hidden  string            `json:"-"`
}

type pool struct {
	Name     string `json:"name"`
	MaxCount int    `json:"maxCount"`
}

func (p *pool) SetDefaults(class environment.Class) {
	p.MaxCount = environment.Pick(class, 3, 5)
}

type nested struct {
	Hour int `json:"hour"`
}

func (s *settings) SetDefaults(environment.Class) {
	s.Name = "unnamed"
	s.Nested.Hour = 21
}

func decode(t *testing.T, text string, class environment.Class) (settings, field.Errors) {
	t.Helper()
	var raw any
	require.NoError(t, json.Unmarshal([]byte(text), &raw))
	var s settings
	errors := field.Decode("p:s", raw, &s, class)
	return s, errors
}

func TestDecodeFillsEveryKind(t *testing.T) {
	got, errors := decode(t, `{"name":"n","count":4,"share":0.5,"enabled":true,"pools":[{"name":"a"},{"maxCount":9}],
		"labels":{"k":"v"},"nested":{"hour":7},"window":{"hour":8}}`, environment.Prod)
	require.Empty(t, errors)
	assert.Equal(t, settings{
		Name: "n", Count: 4, Share: 0.5, Enabled: true,
		Pools:  []pool{{Name: "a", MaxCount: 5}, {MaxCount: 9}},
		Labels: map[string]string{"k": "v"},
		Nested: nested{Hour: 7}, Window: &nested{Hour: 8},
	}, got)
}

func TestDecodeKeepsDefaultsOfItsClass(t *testing.T) {
	got, errors := decode(t, `{"pools":[{}]}`, environment.Dev)
	require.Empty(t, errors)
	assert.Equal(t, settings{Name: "unnamed", Pools: []pool{{MaxCount: 3}}, Nested: nested{Hour: 21}}, got)

	var untouched settings
	require.Empty(t, field.Decode("p:s", nil, &untouched, environment.Dev))
	assert.Equal(t, settings{Name: "unnamed", Nested: nested{Hour: 21}}, untouched)
}

func TestDecodeReportsEveryMistakeAtOnce(t *testing.T) {
	_, errors := decode(t, `{"nmae":"x","hidden":"x","count":1.5,"share":"much","enabled":"yes","name":3,
		"pools":[{"maxCont":2},null,7],"labels":{"k":1},"nested":[]}`, environment.Prod)
	assert.EqualError(t, errors.In("Pulumi.prod.yaml"), `Pulumi.prod.yaml has 11 mistakes:
  Pulumi.prod.yaml: p:s.count: 1.5 is a number; write a whole number
  Pulumi.prod.yaml: p:s.enabled: "yes" is text; write true or false
  Pulumi.prod.yaml: p:s.hidden: is not a known key; choose one of count, enabled, labels, name, nested, pools, share, window
  Pulumi.prod.yaml: p:s.labels.k: 1 is a number; write text
  Pulumi.prod.yaml: p:s.name: 3 is a number; write text
  Pulumi.prod.yaml: p:s.nested: [] is a list; write an object with named keys
  Pulumi.prod.yaml: p:s.nmae: is not a known key; did you mean name?
  Pulumi.prod.yaml: p:s.pools[0].maxCont: is not a known key; did you mean maxCount?
  Pulumi.prod.yaml: p:s.pools[1]: is empty; write a value
  Pulumi.prod.yaml: p:s.pools[2]: 7 is a number; write an object with named keys
  Pulumi.prod.yaml: p:s.share: "much" is text; write a number`)
}

func TestErrorTellsItsFiveParts(t *testing.T) {
	err := field.Error{
		Path: "p:cluster.nodePools[1].maxCount", Value: 2, Rule: "is below minCount 3", Remedy: "choose 3 to 1000",
		Source: "https://learn.microsoft.com/azure/aks/quotas-skus-regions",
	}
	assert.EqualError(t, field.Errors{err}.In("Pulumi.prod.yaml"), `Pulumi.prod.yaml has 1 mistake:
  Pulumi.prod.yaml: p:cluster.nodePools[1].maxCount: 2 is below minCount 3; choose 3 to 1000
    (https://learn.microsoft.com/azure/aks/quotas-skus-regions)`)
	assert.NoError(t, field.Errors{}.In("Pulumi.prod.yaml"))
}

func TestPathGrowsDownwards(t *testing.T) {
	path := field.Root("aks-landing-zone", "cluster").Child("nodePools").Index(1).Child("maxCount")
	assert.Equal(t, field.Path("aks-landing-zone:cluster.nodePools[1].maxCount"), path)
}

func TestSmallChecks(t *testing.T) {
	assert.Empty(t, field.OneOf("p", "a", []string{"a", "b"}, ""))
	assert.EqualError(t, field.OneOf("p", "c", []string{"a", "b"}, "")[0], `p: "c" is not supported; choose one of a, b`)
	assert.EqualError(t, field.OneOf("p", "", []string{"a", "b"}, "")[0], `p: is required; choose one of a, b`)
	assert.Empty(t, field.Between("p", 3, 3, 5, ""))
	assert.Empty(t, field.Between("p", 5, 3, 5, ""))
	assert.EqualError(t, field.Between("p", 6, 3, 5, "")[0], "p: 6 is outside 3 to 5; choose 3 to 5")
	assert.Empty(t, field.Required("p", "x", "write it"))
	assert.EqualError(t, field.Required("p", "", "write it")[0], "p: is required; write it")
}

func FuzzDecodeNeverPanics(f *testing.F) {
	f.Add(`{"name":"n","pools":[{"maxCount":1}]}`)
	f.Add(`{"labels":{"a":null},"nested":{"hour":1e99}}`)
	f.Add(`[]`)
	f.Fuzz(func(t *testing.T, text string) {
		var raw any
		if json.Unmarshal([]byte(text), &raw) != nil {
			t.Skip()
		}
		var s settings
		if err := field.Decode("p:s", raw, &s, environment.Dev).In("f"); err != nil {
			_ = err.Error()
		}
	})
}
