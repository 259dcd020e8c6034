package network_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/network"
)

func TestRoutes(t *testing.T) {
	through := func(more object) object {
		r := object{"name": "default", "addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.0.0.4"}
		for k, v := range more {
			if v == nil {
				delete(r, k)
			} else {
				r[k] = v
			}
		}
		return r
	}
	cases := map[string]struct {
		routes []any
		code   engine.Code
		says   string
	}{
		"appliance without address": {list(through(object{"nextHopIpAddress": nil})), network.CodeBadRequest, "must have a next hop IP address"},
		"appliance by name":         {list(through(object{"nextHopIpAddress": "fw.example.com"})), network.CodeBadRequest, "invalid next hop IP address"},
		"address without appliance": {list(through(object{"nextHopType": "Internet"})), network.CodeBadRequest, "takes no next hop IP address"},
		"malformed prefix":          {list(through(object{"addressPrefix": "0.0.0.0"})), network.CodeInvalidAddressPrefixFormat, "0.0.0.0"},
		"no prefix":                 {list(through(object{"addressPrefix": nil})), network.CodeBadRequest, "has no address prefix"},
		"one prefix twice":          {list(through(nil), through(object{"name": "other"})), network.CodeBadRequest, "the same address prefix 0.0.0.0/0"},
		"one name twice":            {list(through(nil), through(object{"addressPrefix": "10.0.0.0/8"})), network.CodeDuplicateResourceName, "(default)"},
		"unknown next hop":          {list(through(object{"nextHopType": "Firewall"})), engine.CodeInvalidRequestContent, "VirtualAppliance"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			newWorld(t).refuse(c.code, c.says, azure.TypeRouteTable, object{"routeTableName": "routes", "routes": c.routes})
		})
	}
	made := newWorld(t).make(azure.TypeRouteTable, object{"routeTableName": "routes", "routes": list(through(nil),
		object{"name": "tag", "addressPrefix": "AzureMonitor", "nextHopType": "Internet"})})
	assert.Equal(t, made.ID+"/routes/default", made.Outputs["routes"].([]any)[0].(object)["id"])
	assert.Equal(t, false, made.Outputs["disableBgpRoutePropagation"])
}
