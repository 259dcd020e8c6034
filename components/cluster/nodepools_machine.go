package cluster

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

const (
	trustedLaunchPage = "https://learn.microsoft.com/azure/aks/use-trusted-launch"
	hostEncryption    = "https://learn.microsoft.com/azure/aks/enable-host-encryption"
	ephemeralSource   = "https://learn.microsoft.com/azure/virtual-machines/ephemeral-os-disks"
)

func (p NodePool) validateOS(path field.Path) field.Errors {
	osType, osSKU := path.Child("osType"), path.Child("osSKU")
	if p.OSType == "Windows" {
		rule, remedy := "needs a cluster that was created with Windows in mind, which is not built", "choose Linux"
		if p.Mode == ModeSystem {
			rule = "cannot run the system's own pods"
		}
		return field.Errors{{Path: osType, Value: p.OSType, Rule: rule, Remedy: remedy, Source: systemPoolSource}}
	}
	errors := field.OneOf(osType, p.OSType, []string{"Linux"}, systemPoolSource)
	switch p.OSSKU {
	case "CBLMariner", "Mariner":
		errors.Add(field.Error{
			Path: osSKU, Value: p.OSSKU, Rule: "is retired: its images are gone since 2026-03-31", Remedy: "choose AzureLinux",
			Source: "https://learn.microsoft.com/azure/azure-linux/intro-azure-linux",
		})
	case "AzureLinux3":
		errors.Add(needsAPI(osSKU, p.OSSKU, apiAzureLinux3, "choose AzureLinux, which is the same with a current Kubernetes"))
	case "Ubuntu2204":
		errors.Add(needsAPI(osSKU, p.OSSKU, apiUbuntu2204, "choose Ubuntu"))
	case "Ubuntu2404":
		errors.Add(needsAPI(osSKU, p.OSSKU, apiUbuntu2404, "choose Ubuntu"))
	default:
		errors.Append(field.OneOf(osSKU, p.OSSKU, []string{"AzureLinux", "Ubuntu"}, apiVersionSource))
	}
	return errors
}

// validateMachine checks the size against what AKS and the pool ask of it. Of a size that the table does not know only
// the name is judged.
func (p NodePool) validateMachine(path field.Path) field.Errors {
	var errors field.Errors
	vmSize := path.Child("vmSize")
	family, ok := azure.VMFamily(p.VMSize)
	if !ok {
		return field.Errors{{
			Path: vmSize, Value: orNil(p.VMSize), Rule: "is not the name of a VM size", Remedy: "write it as Standard_D4d_v5",
			Source: "https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions",
		}}
	}
	if p.Mode == ModeSystem && strings.HasPrefix(family, "B") {
		errors.Add(field.Error{
			Path: vmSize, Value: p.VMSize, Rule: "is burstable, which AKS refuses for System pools", Remedy: "choose a size of another family",
			Source: systemPoolSource,
		})
	}
	trusted := p.SecurityProfile.EnableSecureBoot || p.SecurityProfile.EnableVTPM
	if trusted && arm64.MatchString(p.VMSize) {
		errors.Add(field.Error{
			Path: path.Child("securityProfile"), Rule: fmt.Sprintf("asks for trusted launch, which Arm machines such as %s lack", p.VMSize),
			Remedy: "set enableSecureBoot and enableVTPM to false", Source: trustedLaunchPage,
		})
	}
	size, known := azure.LookupVMSize(p.VMSize)
	if !known {
		return errors
	}
	leastMemory := 2.0
	if p.Mode == ModeSystem {
		leastMemory = 4
	}
	if size.VCPUs < 2 || size.MemoryGiB < leastMemory {
		errors.Add(field.Error{
			Path: vmSize, Value: p.VMSize,
			Rule:   fmt.Sprintf("has %d vCPU and %g GiB, and a %s pool needs 2 and %g", size.VCPUs, size.MemoryGiB, p.Mode, leastMemory),
			Remedy: "choose a larger size", Source: quotasSource,
		})
	}
	if trusted && !size.Gen2 {
		errors.Add(field.Error{
			Path: path.Child("securityProfile"), Rule: fmt.Sprintf("asks for trusted launch, which %s lacks: it boots no generation 2 image", p.VMSize),
			Remedy: "choose another size, or set enableSecureBoot and enableVTPM to false", Source: trustedLaunchPage,
		})
	}
	if p.EnableEncryptionAtHost && !size.EncryptionAtHost {
		errors.Add(field.Error{
			Path: path.Child("enableEncryptionAtHost"), Value: true, Rule: fmt.Sprintf("is not possible with %s", p.VMSize),
			Remedy: "choose another size", Source: hostEncryption,
		})
	}
	return errors
}

// arm64 matches the sizes with an Arm processor: a p among the small letters behind the number.
// Source: https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions
var arm64 = regexp.MustCompile(`(?i)^standard_[a-z]+[0-9]+(-[0-9]+)?[a-oq-z]*p[a-z]*_v`)

// trustedLaunchReserveGiB is what trusted launch takes of the local disk for the state of the firmware.
// Source: https://learn.microsoft.com/azure/virtual-machines/ephemeral-os-disks#trusted-launch-for-ephemeral-os-disks
const trustedLaunchReserveGiB = 1

func (p NodePool) validateDisk(path field.Path) field.Errors {
	errors := field.OneOf(path.Child("osDiskType"), p.OSDiskType, []string{diskEphemeral, diskManaged}, ephemeralSource)
	errors.Append(field.Between(path.Child("osDiskSizeGB"), p.OSDiskSizeGB, 30, 2048, apiVersionSource))
	size, known := azure.LookupVMSize(p.VMSize)
	if p.OSDiskType != diskEphemeral || !known {
		return errors
	}
	room, why := size.EphemeralOSDiskMaxGiB(), ""
	if room == 0 {
		errors.Add(field.Error{
			Path: path.Child("osDiskType"), Value: p.OSDiskType, Rule: fmt.Sprintf("needs a local disk, which %s lacks", p.VMSize),
			Remedy: "choose a size with a d in its name, such as Standard_D4d_v5, or set osDiskType to Managed", Source: ephemeralSource,
		})
		return errors
	}
	if p.SecurityProfile.EnableSecureBoot || p.SecurityProfile.EnableVTPM {
		room, why = room-trustedLaunchReserveGiB, " beside trusted launch"
	}
	if p.OSDiskSizeGB > room {
		errors.Add(field.Error{
			Path: path.Child("osDiskSizeGB"), Value: p.OSDiskSizeGB,
			Rule:   fmt.Sprintf("is more than the %d GiB that the local disk of %s has%s", room, p.VMSize, why),
			Remedy: fmt.Sprintf("choose 30 to %d, a larger size, or osDiskType Managed", room), Source: ephemeralSource,
		})
	}
	return errors
}
