package cluster

import (
	"fmt"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

const zonesSource = "https://learn.microsoft.com/azure/aks/reliability-availability-zones-configure"

// ValidateLocation reports what one region does not offer: the pools' zones, and the zone of the API server's name.
// sizeZones holds the zones in which a subscription may create a VM size in that region, by size as configured (az vm
// list-skus shows them); a size that is not in it may use every zone of the region.
func (s Settings) ValidateLocation(path field.Path, location azure.Location, sizeZones map[string][]string) field.Errors {
	errors := s.APIServer.validateLocation(path.Child("apiServer"), location)
	for i, pool := range s.completed().NodePools {
		at := path.Child("nodePools").Index(i).Child("availabilityZones")
		offered, restricted := sizeZones[pool.VMSize]
		for _, zone := range pool.AvailabilityZones {
			switch {
			case !slices.Contains(location.Zones, zone):
				errors.Add(field.Error{
					Path: at, Value: zone, Rule: fmt.Sprintf("is not a zone of %s, which has %s", location.Name, listOrNone(location.Zones)),
					Remedy: "write the zones that the region has, or [] for none", Source: zonesSource,
				})
			case restricted && !slices.Contains(offered, zone):
				errors.Add(field.Error{
					Path: at, Value: zone, Rule: fmt.Sprintf("is not open to %s in %s: this subscription has %s", pool.VMSize, location.Name, listOrNone(offered)),
					Remedy: "choose among those zones, or another size", Source: zonesSource,
				})
			}
		}
	}
	return errors
}

func listOrNone(items []string) string {
	if len(items) == 0 {
		return "none"
	}
	return strings.Join(items, ", ")
}
