package pack

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

const (
	vnetID   = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet-a"
	subnetID = vnetID + "/subnets/snet-a"
)

// linked returns the value of property ref of a resource "from", and a resource "to" with the given outputs.
func linked(ref any, dependsOn []string, to Map) (Value, Resource) {
	resources := Together(
		ExampleResource{Name: "from", Type: "a:b:From", Properties: Map{"profile": Map{"ref": ref}}, DependsOn: map[string][]string{"profile": dependsOn}},
		ExampleResource{Name: "to", Type: "a:b:To", Properties: to},
		ExampleResource{Name: "third", Type: "a:b:Third", Properties: Map{}},
	).Materialize()
	from, target := newStackNode(resources[0]), newStackNode(resources[1])
	return Resource{node: from}.At("profile", "ref"), Resource{node: target}
}

func TestReferring(t *testing.T) {
	named := Map{"name": "vnet-a", "type": "Microsoft.Network/virtualNetworks"}
	for name, test := range map[string]struct {
		ref       any
		dependsOn []string
		to        Map
		refers    answer
		liesIn    answer
	}{
		"same ID":                            {vnetID, nil, Map{"id": vnetID}, yes, yes},
		"same ID in other case":              {"/SUBSCRIPTIONS/S/resourcegroups/RG/providers/microsoft.network/VIRTUALNETWORKS/VNET-A", nil, Map{"id": vnetID}, yes, yes},
		"same ID with a slash at the end":    {vnetID + "/", nil, Map{"id": vnetID}, yes, yes},
		"below":                              {subnetID, nil, Map{"id": vnetID}, no, yes},
		"longer name":                        {vnetID + "b", nil, Map{"id": vnetID}, no, no},
		"above":                              {vnetID, nil, Map{"id": subnetID}, no, no},
		"another ID, whatever it is made of": {vnetID + "b", []string{"to"}, Map{"id": vnetID}, no, no},
		"absent":                             {nil, []string{"to"}, Map{"id": vnetID}, no, no},
		"no text":                            {7, nil, Map{"id": vnetID}, no, no},
		"unknown, made from it":              {Unknown, []string{"third", "to"}, Map{}, yes, yes},
		"unknown, made from another":         {Unknown, []string{"third"}, Map{}, no, no},
		"unknown, made from nobody knows":    {Unknown, nil, Map{"id": vnetID}, notKnown, notKnown},
		"known, target's ID is not":          {vnetID, []string{"to"}, Map{"id": Unknown}, yes, yes},
		"known, made from another":           {vnetID, []string{"third"}, Map{"id": Unknown}, no, no},
		"written out, target has its name":   {vnetID, nil, named, yes, yes},
		"written out, below":                 {subnetID, nil, named, no, yes},
		"written out, another name":          {vnetID + "b", nil, named, no, no},
		"written out, same name, other kind": {"/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/routeTables/vnet-a", nil, named, no, no},
		"written out, kind not known":        {vnetID, nil, Map{"name": "vnet-a"}, yes, yes},
		"written out, name not known":        {vnetID, nil, Map{"name": Unknown}, notKnown, notKnown},
	} {
		t.Run(name, func(t *testing.T) {
			v, target := linked(test.ref, test.dependsOn, test.to)
			assert.Equal(t, test.refers, v.RefersTo(target).answer, "RefersTo")
			assert.Equal(t, test.liesIn, v.LiesIn(target).answer, "LiesIn")
		})
	}
}

func TestNaming(t *testing.T) {
	for name, test := range map[string]struct {
		ref       any
		dependsOn []string
		to        Map
		want      answer
	}{
		"same name":                    {"aks-a", nil, Map{"name": "aks-a"}, yes},
		"same name in other case":      {"AKS-a", nil, Map{"name": "aks-a"}, yes},
		"another name":                 {"aks-b", nil, Map{"name": "aks-a"}, no},
		"absent":                       {nil, []string{"to"}, Map{"name": "aks-a"}, no},
		"no text":                      {7, nil, Map{"name": "aks-a"}, no},
		"unknown, made from it":        {Unknown, []string{"to"}, Map{"name": Unknown}, yes},
		"unknown, from another":        {Unknown, []string{"third"}, Map{"name": "aks-a"}, no},
		"unknown":                      {Unknown, nil, Map{"name": "aks-a"}, notKnown},
		"target unknown, made from it": {"aks-a", []string{"to"}, Map{"name": Unknown}, yes},
		"target unknown, from another": {"aks-a", []string{"third"}, Map{"name": Unknown}, no},
		"target unknown":               {"aks-a", nil, Map{"name": Unknown}, notKnown},
	} {
		t.Run(name, func(t *testing.T) {
			v, target := linked(test.ref, test.dependsOn, test.to)
			assert.Equal(t, test.want, v.Names(target, target.At("name")).answer)
		})
	}
}
