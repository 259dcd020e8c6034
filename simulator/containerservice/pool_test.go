package containerservice_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/containerservice"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func TestAPoolIsAnsweredWhole(t *testing.T) {
	p := newPlatform(t).build()
	p.make(azure.TypeManagedCluster, cluster(nil))
	made := p.make(azure.TypeAgentPool, pool(object{"tags": object{"owner": "me"}}))
	assert.Equal(t, clusterID+"/agentPools/npuser01", made.ID)
	want := object{
		"name": "npuser01", "type": "Microsoft.ContainerService/managedClusters/agentPools", "eTag": made.Outputs["eTag"], "provisioningState": "Succeeded", "mode": "User",
		"vmSize": "Standard_D4d_v5", "osDiskSizeGB": 120.0, "osDiskType": "Ephemeral", "kubeletDiskType": "OS", "osType": "Linux", "osSKU": "Ubuntu",
		"count": 2.0, "enableAutoScaling": true, "minCount": 2.0, "maxCount": 5.0, "maxPods": 30.0, "vnetSubnetID": nodesID,
		"availabilityZones": list("1", "2", "3"), "tags": object{"owner": "me"}, "powerState": object{"code": "Running"},
		"orchestratorVersion": "1.36.2", "currentOrchestratorVersion": "1.36.2", "nodeImageVersion": "AKSUbuntu-2204gen2containerd-202611.13.0",
		"scaleDownMode": "Delete", "workloadRuntime": "OCIContainer", "enableFIPS": false, "enableEncryptionAtHost": false,
		"enableNodePublicIP": false, "enableUltraSSD": false, "securityProfile": object{"enableSecureBoot": false, "enableVTPM": false},
		"upgradeSettings": object{"maxSurge": "10%"},
	}
	assert.Empty(t, cmp.Diff(want, made.Outputs))
}

func TestASpotPoolIsMarked(t *testing.T) {
	p := newPlatform(t).build()
	p.make(azure.TypeManagedCluster, cluster(nil))
	made := p.make(azure.TypeAgentPool, pool(object{"scaleSetPriority": "Spot", "minCount": 0.0, "count": 0.0, "nodeLabels": object{"team": "a"},
		"nodeTaints": list("batch=true:NoSchedule")}))
	out := engine.Of(made.Outputs)
	assert.Equal(t, object{"team": "a", "kubernetes.azure.com/scalesetpriority": "spot"}, made.Outputs["nodeLabels"])
	assert.Equal(t, []string{"batch=true:NoSchedule", "kubernetes.azure.com/scalesetpriority=spot:NoSchedule"}, out.At("nodeTaints").Texts())
	assert.Equal(t, "Delete", out.At("scaleSetEvictionPolicy").Text())
	assert.Equal(t, -1.0, out.At("spotMaxPrice").Raw())
	assert.True(t, out.At("upgradeSettings").Absent())
}

func TestPoolsRefusedForWhatTheySay(t *testing.T) {
	invalid := containerservice.CodeInvalidParameter
	for name, c := range map[string]struct {
		changes object
		code    engine.Code
		path    string
		says    string
	}{
		"name too long":                      {object{"agentPoolName": "npuser0000001"}, engine.CodeInvalidResourceName, "agentPoolName", "1 to 12"},
		"no VM size":                         {object{"vmSize": nil}, engine.Code{}, "vmSize", "missing required property"},
		"size that is none":                  {object{"vmSize": "D4d_v5"}, containerservice.CodeVMSizeNotSupported, "vmSize", "no size"},
		"burstable system pool":              {object{"mode": "System", "vmSize": "Standard_B4ms", "osDiskType": nil}, containerservice.CodeVMSizeNotSupported, "vmSize", "burstable"},
		"one core":                           {object{"vmSize": "Standard_B1ms", "osDiskType": nil}, containerservice.CodeSystemPoolSKUTooLow, "vmSize", "2 cores"},
		"count below the minimum":            {object{"count": 1.0}, invalid, "count", "not in the autoscaler's range"},
		"count above the maximum":            {object{"count": 6.0}, invalid, "count", "not in the autoscaler's range"},
		"minimum above maximum":              {object{"minCount": 6.0, "count": nil}, invalid, "minCount", "above maxCount 5"},
		"too many nodes":                     {object{"maxCount": 1001.0}, invalid, "maxCount", "between 1 and 1000"},
		"autoscaled without limits":          {object{"minCount": nil}, invalid, "", "must set minCount and maxCount"},
		"limits without autoscaler":          {object{"enableAutoScaling": false}, invalid, "minCount", "only for autoscaled pools"},
		"system pool of no nodes":            {object{"mode": "System", "minCount": 0.0, "count": 0.0}, invalid, "minCount", "between 1 and 1000"},
		"too few pods":                       {object{"maxPods": 9.0}, containerservice.CodeInsufficientMaxPods, "maxPods", "minimum of 10"},
		"too many pods":                      {object{"maxPods": 251.0}, containerservice.CodeMaxPodsLimitExceeded, "maxPods", "limit of 250"},
		"no room for AKS's pods":             {object{"maxPods": 14.0}, containerservice.CodeInsufficientPodsOfPool, "maxPods", "room for 28 pods"},
		"disk larger than the temporary one": {object{"osDiskSizeGB": 151.0}, containerservice.CodeVMTemporaryDiskTooSmall, "osDiskSizeGB", "161061273600 bytes, but the OS disk requires 162135015424"},
		"disk larger than the cache":         {object{"vmSize": "Standard_F4s_v2", "osDiskSizeGB": 65.0}, containerservice.CodeVMCacheSizeTooSmall, "osDiskSizeGB", "cache size"},
		"ephemeral without a disk":           {object{"vmSize": "Standard_D4s_v5"}, containerservice.CodeVMSizeNoEphemeralOS, "osDiskType", "no local disk"},
		"default disk does not fit":          {object{"vmSize": "Standard_D2d_v5", "osDiskSizeGB": nil}, containerservice.CodeVMTemporaryDiskTooSmall, "osDiskSizeGB", "80530636800 bytes, but the OS disk requires 137438953472"},
		"disk too large for all":             {object{"osDiskType": "Managed", "osDiskSizeGB": 2049.0}, invalid, "osDiskSizeGB", "between 0 and 2048"},
		"Windows system pool":                {object{"mode": "System", "osType": "Windows", "agentPoolName": "win"}, containerservice.CodeSystemPoolMustBeLinux, "osType", "must be Linux"},
		"Spot system pool":                   {object{"mode": "System", "scaleSetPriority": "Spot"}, containerservice.CodeSystemPoolMustBeRegular, "scaleSetPriority", "Regular"},
		"taint on a system pool":             {object{"mode": "System", "nodeTaints": list("team=a:NoSchedule")}, containerservice.CodeSystemPoolHasRestrictedTaint, "nodeTaints[0]", "CriticalAddonsOnly"},
		"taint without effect":               {object{"nodeTaints": list("team=a")}, invalid, "nodeTaints[0]", "key=value:NoSchedule"},
		"effect nobody has":                  {object{"nodeTaints": list("team=a:NoPods")}, invalid, "nodeTaints[0]", "key=value:NoSchedule"},
		"label of AKS":                       {object{"nodeLabels": object{"kubernetes.azure.com/team": "a"}}, containerservice.CodeNodeLabelKeyNotAllowed, "nodeLabels.kubernetes.azure.com/team", "reserved prefix"},
		"label of Kubernetes":                {object{"nodeLabels": object{"kubernetes.io/arch": "a"}}, containerservice.CodeNodeLabelKeyNotAllowed, "nodeLabels.kubernetes.io/arch", "reserved prefix"},
		"label key that is none":             {object{"nodeLabels": object{"-team": "a"}}, invalid, "nodeLabels.-team", "valid label key"},
		"label value that is none":           {object{"nodeLabels": object{"team": "a b"}}, invalid, "nodeLabels.team", "valid value"},
		"price of a regular pool":            {object{"spotMaxPrice": 0.5}, invalid, "spotMaxPrice", "only for pools of priority Spot"},
		"price of nothing":                   {object{"scaleSetPriority": "Spot", "spotMaxPrice": 0.0}, invalid, "spotMaxPrice", "-1 or positive"},
		"price too exact":                    {object{"scaleSetPriority": "Spot", "spotMaxPrice": 0.123456}, invalid, "spotMaxPrice", "five decimal places"},
		"surge of a Spot pool":               {object{"scaleSetPriority": "Spot", "upgradeSettings": object{"maxSurge": "1"}}, invalid, "upgradeSettings.maxSurge", "can't set max surge"},
		"surge of nothing":                   {object{"upgradeSettings": object{"maxSurge": "0%"}}, invalid, "upgradeSettings.maxSurge", "1% to 100%"},
		"surge above all":                    {object{"upgradeSettings": object{"maxSurge": "101%"}}, invalid, "upgradeSettings.maxSurge", "1% to 100%"},
		"drain too long":                     {object{"upgradeSettings": object{"drainTimeoutInMinutes": 1441.0}}, invalid, "upgradeSettings.drainTimeoutInMinutes", "between 1 and 1440"},
		"soak too long":                      {object{"upgradeSettings": object{"nodeSoakDurationInMinutes": 31.0}}, invalid, "upgradeSettings.nodeSoakDurationInMinutes", "between 0 and 30"},
		"zone by name":                       {object{"availabilityZones": list("westeurope-1")}, containerservice.CodeInvalidAvailabilityZone, "availabilityZones[0]", "must be a number"},
		"zone twice":                         {object{"availabilityZones": list("1", "1")}, invalid, "availabilityZones[1]", "given twice"},
		"proximity over zones":               {object{"proximityPlacementGroupID": nodesID}, containerservice.CodePPGWithZones, "proximityPlacementGroupID", "does not span"},
		"Windows image on Linux":             {object{"osSKU": "Windows2022"}, containerservice.CodeInvalidOSSKU, "osSKU", "does not fit"},
		"long name of a Windows pool":        {object{"osType": "Windows"}, invalid, "", "at most 6 characters"},
		"availability set":                   {object{"type": "AvailabilitySet"}, invalid, "type", "retired"},
		"host encryption of an old size":     {object{"nodePublicIPPrefixID": nodesID}, invalid, "nodePublicIPPrefixID", "enableNodePublicIP"},
		"GPU slices without a GPU":           {object{"gpuInstanceProfile": "MIG1g"}, containerservice.CodeVMSizeNoMIG, "gpuInstanceProfile", "multi-instance"},
		"garbage thresholds crossed":         {object{"kubeletConfig": object{"imageGcHighThreshold": 60.0, "imageGcLowThreshold": 70.0}}, containerservice.CodeInvalidKubeletConfig, "kubeletConfig.imageGcLowThreshold", "above"},
		"one log file":                       {object{"kubeletConfig": object{"containerLogMaxFiles": 1.0}}, containerservice.CodeInvalidKubeletConfig, "kubeletConfig.containerLogMaxFiles", "between 2"},
		"unsafe kernel setting":              {object{"kubeletConfig": object{"allowedUnsafeSysctls": list("vm.swappiness")}}, containerservice.CodeInvalidKubeletConfig, "kubeletConfig.allowedUnsafeSysctls[0]", "cannot be allowed"},
		"quota period of minutes":            {object{"kubeletConfig": object{"cpuCfsQuotaPeriod": "1m"}}, containerservice.CodeInvalidKubeletConfig, "kubeletConfig.cpuCfsQuotaPeriod", "1ms to 1s"},
		"policy nobody has":                  {object{"kubeletConfig": object{"cpuManagerPolicy": "dynamic"}}, engine.CodeInvalidRequestContent, "kubeletConfig.cpuManagerPolicy", "static"},
		"kernel setting out of range":        {object{"linuxOSConfig": object{"sysctls": object{"vmSwappiness": 101.0}}}, containerservice.CodeInvalidLinuxOSConfig, "linuxOSConfig.sysctls.vmSwappiness", "between 0 and 100"},
		"port range backwards":               {object{"linuxOSConfig": object{"sysctls": object{"netIpv4IpLocalPortRange": "60000 1024"}}}, containerservice.CodeInvalidLinuxOSConfig, "linuxOSConfig.sysctls.netIpv4IpLocalPortRange", "not a port range"},
		"swap that the kubelet refuses":      {object{"linuxOSConfig": object{"swapFileSizeMB": 100.0}}, containerservice.CodeInvalidLinuxOSConfig, "linuxOSConfig.swapFileSizeMB", "failSwapOn"},
		"version that is none":               {object{"orchestratorVersion": "36"}, invalid, "orchestratorVersion", "1.<minor>"},
	} {
		t.Run(name, func(t *testing.T) {
			_, failures, err := newPlatform(t).Check(request(azure.TypeAgentPool, pool(c.changes)))
			require.NoError(t, err)
			for _, f := range failures {
				if f.Path == c.path && f.Err.Code == c.code.Name && strings.Contains(f.Err.Error(), c.says) {
					return
				}
			}
			assert.Failf(t, "not refused", "want %s at %q saying %q, got %v", c.code.Name, c.path, c.says, failures)
		})
	}
}

func TestPoolsRefusedForTheirSurroundings(t *testing.T) {
	windows := object{"windowsProfile": object{"adminUsername": "azure", "adminPassword": "Pa55word!Pa55word!"}}
	for name, c := range map[string]struct {
		cluster, changes object
		spoil            func(*platform)
		code             engine.Code
		says             string
	}{
		"cluster is missing":          {nil, object{"resourceName": "aks-none"}, nil, engine.CodeParentResourceNotFound, "aks-none"},
		"name of an inline pool":      {nil, object{"agentPoolName": "npsystem"}, nil, engine.Code{}, "already existing"},
		"zone that is not there":      {nil, object{"availabilityZones": list("4")}, nil, containerservice.CodeAvailabilityZoneNotSupported, "'1,2,3'"},
		"newer than the cluster":      {nil, object{"orchestratorVersion": "1.37"}, nil, containerservice.CodeNodePoolVersionIncompatible, "newer"},
		"patch newer than cluster":    {nil, object{"orchestratorVersion": "1.36.3"}, nil, containerservice.CodeNodePoolVersionIncompatible, "newer"},
		"four minors behind":          {nil, object{"orchestratorVersion": "1.32"}, nil, containerservice.CodeNodePoolVersionIncompatible, "more than 3"},
		"Windows without its profile": {nil, object{"osType": "Windows", "agentPoolName": "win", "osDiskType": nil}, nil, containerservice.CodeInvalidParameter, "windowsProfile"},
		"Windows with cilium":         {windows, object{"osType": "Windows", "agentPoolName": "win"}, nil, containerservice.CodeInvalidParameter, "cilium"},
		"node addresses with UDR":     {nil, object{"enableNodePublicIP": true}, nil, containerservice.CodePublicIPWithUDR, "userDefinedRouting"},
		"no subnet":                   {nil, object{"vnetSubnetID": nil}, nil, containerservice.CodeInvalidParameter, "or none"},
		"pod subnet in overlay":       {nil, object{"podSubnetID": azure.SubnetID(spokeID, "snet-plain")}, nil, containerservice.CodeInvalidParameter, "not for overlay"},
		"subnet of another network":   {nil, object{"vnetSubnetID": azure.SubnetID(hubID, "AzureFirewallSubnet")}, nil, containerservice.CodeInvalidParameter, "same virtual network"},
		"subnet without a grant":      {nil, nil, func(p *platform) { p.without("grant on small") }, containerservice.CodeLinkedAuthorizationFailed, "snet-small"},
		"subnet too small":            {nil, object{"vnetSubnetID": azure.SubnetID(spokeID, "snet-small"), "count": 3.0}, nil, containerservice.CodeInsufficientSubnetSize, "Pre-allocated IPs 4"},
		"subnet without a route":      {nil, object{"vnetSubnetID": azure.SubnetID(spokeID, "snet-plain")}, nil, containerservice.CodeRouteTableNotAssociated, "snet-plain"},
		"subnet no rule is about": {nil, object{"vnetSubnetID": azure.SubnetID(spokeID, "snet-small")}, nil,
			containerservice.CodeVMExtensionProvisioning, "10.240.4.0/29"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlatform(t)
			if c.spoil != nil {
				c.spoil(p)
				c.changes = object{"vnetSubnetID": azure.SubnetID(spokeID, "snet-small")}
			}
			p.build()
			p.make(azure.TypeManagedCluster, cluster(c.cluster))
			_, err := p.Create(ctx, request(azure.TypeAgentPool, pool(c.changes)))
			if c.code.Name == "" {
				require.ErrorContains(t, err, c.says)
				return
			}
			refused(t, err, c.code, c.says)
		})
	}
}

func TestOlderPoolsAreAllowed(t *testing.T) {
	for _, version := range []string{"1.33", "1.35.6", "1.36", "1.36.2"} {
		p := newPlatform(t).build()
		p.make(azure.TypeManagedCluster, cluster(nil))
		p.make(azure.TypeAgentPool, pool(object{"orchestratorVersion": version}))
	}
}

func TestTheLastSystemPoolStays(t *testing.T) {
	p := newPlatform(t).build()
	made := p.make(azure.TypeManagedCluster, cluster(nil))
	second := p.make(azure.TypeAgentPool, pool(object{"agentPoolName": "npsys02", "mode": "System"}))
	require.NoError(t, p.remove(second), "npsystem is left")

	// A cluster that lists the second pool instead of the first leaves the first alone.
	second = p.make(azure.TypeAgentPool, pool(object{"agentPoolName": "npsys02", "mode": "System"}))
	_, err := p.update(made, cluster(object{"agentPoolProfiles": list(pool(object{"agentPoolName": nil, "resourceName": nil, "resourceGroupName": nil,
		"name": "npsys02", "mode": "System"}))}))
	require.NoError(t, err)
	first, ok := p.Resource(clusterID + "/agentPools/npsystem")
	require.True(t, ok)
	assert.Equal(t, clusterID, first.ManagedBy)
	_, err = p.update(second, pool(object{"agentPoolName": "npsys02"}))
	require.NoError(t, err, "npsystem is a system pool still")

	_, err = p.update(second, pool(object{"agentPoolName": "npsys02", "mode": "System"}))
	require.NoError(t, err)
	require.NoError(t, p.Erase(first.ID))
	_, err = p.update(second, pool(object{"agentPoolName": "npsys02"}))
	refused(t, err, containerservice.CodeOperationNotAllowed, "at least one system agent pool")
	refused(t, p.remove(second), containerservice.CodeOperationNotAllowed, "at least one system agent pool")
}

func TestPoolsChangeInPlaceOrNotAtAll(t *testing.T) {
	for name, c := range map[string]struct {
		changes object
		allowed bool
	}{
		"counts": {object{"minCount": 3.0, "count": 3.0, "maxCount": 6.0}, true}, "labels": {object{"nodeLabels": object{"team": "a"}}, true},
		"taints": {object{"nodeTaints": list("team=a:NoSchedule")}, true}, "tags": {object{"tags": object{"a": "b"}}, true},
		"surge": {object{"upgradeSettings": object{"maxSurge": "50%"}}, true}, "version": {object{"orchestratorVersion": "1.36"}, true},
		"pods": {object{"maxPods": 40.0}, false}, "disk": {object{"osDiskSizeGB": 100.0}, false}, "zones": {object{"availabilityZones": list("1")}, false},
		"subnet": {object{"vnetSubnetID": azure.SubnetID(spokeID, "snet-small")}, false}, "kubelet": {object{"kubeletConfig": object{"podMaxPids": 100.0}}, false},
		"host encryption": {object{"enableEncryptionAtHost": true}, false}, "priority": {object{"scaleSetPriority": "Spot"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlatform(t).build()
			p.make(azure.TypeManagedCluster, cluster(nil))
			made := p.make(azure.TypeAgentPool, pool(nil))
			_, err := p.update(made, pool(c.changes))
			if c.allowed {
				require.NoError(t, err)
				return
			}
			refused(t, err, engine.CodePropertyChangeNotAllowed, "not allowed")
		})
	}
}

func TestWhatReplacesAPool(t *testing.T) {
	typ, err := newPlatform(t).Lookup(request(azure.TypeAgentPool, pool(nil)).Token)
	require.NoError(t, err)
	changes := typ.Diff(pool(nil), pool(object{"vmSize": "Standard_D8d_v5", "agentPoolName": "npuser02", "maxPods": 50.0, "tags": object{"a": "b"}}), nil)
	assert.Equal(t, []string{"agentPoolName", "vmSize"}, engine.Replaces(changes))
	assert.Len(t, changes, 4)
}

func TestPoolsOfOneClusterAreWrittenOneAtATime(t *testing.T) {
	slow, err := engine.New(engine.Options{Seed: "test", Services: services(), Clock: engine.NewSkippingClock(30 * time.Millisecond)})
	require.NoError(t, err)
	defer func() { require.NoError(t, slow.Close()) }()
	q := &platform{T: t, Engine: slow, steps: newPlatform(t).steps}
	q.build().make(azure.TypeManagedCluster, cluster(nil))

	errs := make([]error, 2)
	var wait sync.WaitGroup
	for i, name := range []string{"npuser01", "npuser02"} {
		wait.Go(func() { _, errs[i] = q.Create(ctx, request(azure.TypeAgentPool, pool(object{"agentPoolName": name}))) })
	}
	wait.Wait()
	if errs[0] == nil {
		errs[0], errs[1] = errs[1], errs[0]
	}
	assert.NoError(t, errs[1])
	refused(t, errs[0], engine.CodeAnotherOperationInProgress, "in progress")
}
