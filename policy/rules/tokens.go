package rules

import "github.com/aks-landing-zone/aks-landing-zone/azure"

// Type tokens of azure-native resources that the rules meet and the landing zone does not build itself.
const (
	typeApplicationGateway      = "azure-native:network:ApplicationGateway"
	typeDatabaseAccount         = "azure-native:documentdb:DatabaseAccount"
	typeEventGridTopic          = "azure-native:eventgrid:Topic"
	typeExpressRouteGateway     = "azure-native:network:ExpressRouteGateway"
	typeFrontDoorProfile        = "azure-native:cdn:Profile"
	typeFrontDoorDomain         = "azure-native:cdn:AFDCustomDomain"
	typeFrontDoorEndpoint       = "azure-native:cdn:AFDEndpoint"
	typeFrontDoorPolicy         = "azure-native:network:Policy"
	typeFrontDoorSecurityPolicy = "azure-native:cdn:SecurityPolicy"
	typeLoadBalancer            = "azure-native:network:LoadBalancer"
	typeNetworkInterface        = "azure-native:network:NetworkInterface"
	typeP2sVpnGateway           = "azure-native:network:P2sVpnGateway"
	typeRedis                   = "azure-native:cache:Redis"
	typeRedisEnterprise         = "azure-native:cache:RedisEnterprise"
	typeRoute                   = "azure-native:network:Route"
	typeVirtualNetworkGateway   = "azure-native:network:VirtualNetworkGateway"
	typeVpnGateway              = "azure-native:network:VpnGateway"
)

// typeStack is the root of every Pulumi stack, the first resource that is judged.
const typeStack = "pulumi:pulumi:Stack"

// Type tokens of Kubernetes objects. Rules match every API version of them.
const (
	typeNamespace             = "kubernetes:core/v1:Namespace"
	typePod                   = "kubernetes:core/v1:Pod"
	typePodTemplate           = "kubernetes:core/v1:PodTemplate"
	typeReplicationController = "kubernetes:core/v1:ReplicationController"
	typeResourceQuota         = "kubernetes:core/v1:ResourceQuota"
	typeLimitRange            = "kubernetes:core/v1:LimitRange"
	typeServiceAccount        = "kubernetes:core/v1:ServiceAccount"
	typeService               = "kubernetes:core/v1:Service"
	typeSecret                = "kubernetes:core/v1:Secret"
	typeConfigMap             = "kubernetes:core/v1:ConfigMap"
	typePersistentVolume      = "kubernetes:core/v1:PersistentVolume"
	typeVolumeClaim           = "kubernetes:core/v1:PersistentVolumeClaim"
	typeDeployment            = "kubernetes:apps/v1:Deployment"
	typeStatefulSet           = "kubernetes:apps/v1:StatefulSet"
	typeDaemonSet             = "kubernetes:apps/v1:DaemonSet"
	typeReplicaSet            = "kubernetes:apps/v1:ReplicaSet"
	typeJob                   = "kubernetes:batch/v1:Job"
	typeCronJob               = "kubernetes:batch/v1:CronJob"
	typeNetworkPolicy         = "kubernetes:networking.k8s.io/v1:NetworkPolicy"
	typeIngress               = "kubernetes:networking.k8s.io/v1:Ingress"
	typeDisruptionBudget      = "kubernetes:policy/v1:PodDisruptionBudget"
	typeAutoscaler            = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler"
	typeRole                  = "kubernetes:rbac.authorization.k8s.io/v1:Role"
	typeRoleBinding           = "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding"
	typeClusterRole           = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole"
	typeClusterRoleBinding    = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding"
)

// taggable are the types that carry tags.
// Source: https://learn.microsoft.com/azure/azure-resource-manager/management/tag-support
var taggable = []string{
	azure.TypeResourceGroup, azure.TypeVirtualNetwork, azure.TypeNetworkSecurityGroup, azure.TypeRouteTable,
	azure.TypePublicIPAddress, azure.TypePublicIPPrefix, azure.TypeNatGateway, azure.TypeFirewallPolicy,
	azure.TypeIPGroup, azure.TypeAzureFirewall, azure.TypeBastionHost, azure.TypePrivateZone,
	azure.TypeVirtualNetworkLink, azure.TypePrivateEndpoint, azure.TypeManagedCluster, azure.TypeAgentPool,
	azure.TypeUserAssignedIdentity, azure.TypeWorkspace,
	typeApplicationGateway, azure.TypeFlowLog, typeLoadBalancer, typeNetworkInterface, typeVirtualNetworkGateway,
	azure.TypeRegistry, azure.TypeReplication, azure.TypeVault, azure.TypeSecret, azure.TypeStorageAccount,
	azure.TypeWebApplicationFirewallPolicy, azure.TypeQueryPack, azure.TypeComponent, azure.TypeWorkbook,
	azure.TypeDataCollectionEndpoint, azure.TypeDataCollectionRule, azure.TypeAzureMonitorWorkspace, azure.TypeGrafana,
	azure.TypeActionGroup, azure.TypeActivityLogAlert, azure.TypeMetricAlert, azure.TypeScheduledQueryRule,
	azure.TypePrometheusRuleGroup, azure.TypeSystemTopic, azure.TypeSecurityAutomation, azure.TypeWorkflow,
	azure.TypeBackupVault, azure.TypeBackupInstance,
}
