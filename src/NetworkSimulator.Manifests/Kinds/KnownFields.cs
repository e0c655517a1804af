using System.Collections.Frozen;
using NetworkSimulator.Manifests.Text;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>
/// The fields that the API has at the places that are read, so that a misspelt one is an error, as it is to
/// <c>kubectl apply</c>, and not a field without effect.
/// </summary>
internal static class KnownFields
{
    public static readonly FrozenSet<string> Metadata = Of(
        "name generateName namespace labels annotations uid resourceVersion generation selfLink creationTimestamp "
            + "deletionTimestamp deletionGracePeriodSeconds ownerReferences finalizers managedFields"
    );

    public static readonly FrozenSet<string> Root = Of("apiVersion kind metadata spec status");
    public static readonly FrozenSet<string> SliceRoot = Of("apiVersion kind metadata addressType endpoints ports");
    public static readonly FrozenSet<string> EndpointsRoot = Of("apiVersion kind metadata subsets");
    public static readonly FrozenSet<string> SecretRoot = Of("apiVersion kind metadata type data stringData immutable");
    public static readonly FrozenSet<string> ConfigMapRoot = Of("apiVersion kind metadata data binaryData immutable");

    public static readonly FrozenSet<string> Selector = Of("matchLabels matchExpressions");
    public static readonly FrozenSet<string> Expression = Of("key operator values");

    public static readonly FrozenSet<string> PodSpec = Of(
        "containers initContainers ephemeralContainers volumes nodeName nodeSelector affinity tolerations hostNetwork "
            + "hostname subdomain setHostnameAsFQDN hostnameOverride dnsPolicy dnsConfig hostAliases hostPID hostIPC "
            + "hostUsers restartPolicy terminationGracePeriodSeconds activeDeadlineSeconds serviceAccountName "
            + "serviceAccount automountServiceAccountToken shareProcessNamespace securityContext imagePullSecrets "
            + "schedulerName priorityClassName priority readinessGates runtimeClassName enableServiceLinks "
            + "preemptionPolicy overhead topologySpreadConstraints os schedulingGates resourceClaims resources workloadRef"
    );

    public static readonly FrozenSet<string> Container = Of(
        "name image command args workingDir ports envFrom env resources resizePolicy restartPolicy restartPolicyRules "
            + "volumeMounts volumeDevices livenessProbe readinessProbe startupProbe lifecycle terminationMessagePath "
            + "terminationMessagePolicy imagePullPolicy securityContext stdin stdinOnce tty"
    );

    public static readonly FrozenSet<string> ContainerPort = Of("name hostPort containerPort protocol hostIP");
    public static readonly FrozenSet<string> DnsConfig = Of("nameservers searches options");

    public static readonly FrozenSet<string> ServiceSpec = Of(
        "ports selector clusterIP clusterIPs type externalIPs sessionAffinity loadBalancerIP loadBalancerSourceRanges "
            + "externalName externalTrafficPolicy healthCheckNodePort publishNotReadyAddresses sessionAffinityConfig "
            + "ipFamilies ipFamilyPolicy allocateLoadBalancerNodePorts loadBalancerClass internalTrafficPolicy "
            + "trafficDistribution"
    );

    public static readonly FrozenSet<string> ServicePort = Of("name protocol appProtocol port targetPort nodePort");

    public static readonly FrozenSet<string> SlicePort = Of("name protocol port appProtocol");
    public static readonly FrozenSet<string> SliceEndpoint = Of(
        "addresses conditions hostname targetRef deprecatedTopology nodeName zone hints"
    );
    public static readonly FrozenSet<string> SliceConditions = Of("ready serving terminating");
    public static readonly FrozenSet<string> Subset = Of("addresses notReadyAddresses ports");

    public static readonly FrozenSet<string> PolicySpec = Of("podSelector policyTypes ingress egress");
    public static readonly FrozenSet<string> IngressRule = Of("from ports");
    public static readonly FrozenSet<string> EgressRule = Of("to ports");
    public static readonly FrozenSet<string> PolicyPeer = Of("podSelector namespaceSelector ipBlock");
    public static readonly FrozenSet<string> IPBlock = Of("cidr except");
    public static readonly FrozenSet<string> PolicyPort = Of("protocol port endPort");

    public static readonly FrozenSet<string> PeerAuthenticationSpec = Of("selector mtls portLevelMtls");
    public static readonly FrozenSet<string> MutualTls = Of("mode");
    public static readonly FrozenSet<string> WorkloadSelector = Of("matchLabels");

    public static readonly FrozenSet<string> IngressSpec = Of("ingressClassName defaultBackend tls rules");
    public static readonly FrozenSet<string> HostRule = Of("host http");
    public static readonly FrozenSet<string> HttpRule = Of("paths");
    public static readonly FrozenSet<string> Path = Of("path pathType backend");
    public static readonly FrozenSet<string> Backend = Of("service resource");
    public static readonly FrozenSet<string> BackendService = Of("name port");
    public static readonly FrozenSet<string> BackendPort = Of("name number");
    public static readonly FrozenSet<string> Tls = Of("hosts secretName");
    public static readonly FrozenSet<string> IngressClassSpec = Of("controller parameters");

    public static readonly FrozenSet<string> Template = Of("metadata spec");

    private static readonly FrozenSet<string> _deployment = Of(
        "replicas selector template strategy minReadySeconds revisionHistoryLimit paused progressDeadlineSeconds"
    );
    private static readonly FrozenSet<string> _statefulSet = Of(
        "replicas selector template serviceName volumeClaimTemplates podManagementPolicy updateStrategy "
            + "revisionHistoryLimit minReadySeconds persistentVolumeClaimRetentionPolicy ordinals"
    );
    private static readonly FrozenSet<string> _daemonSet = Of(
        "selector template updateStrategy minReadySeconds revisionHistoryLimit"
    );
    private static readonly FrozenSet<string> _replicaSet = Of("replicas selector template minReadySeconds");
    private static readonly FrozenSet<string> _job = Of(
        "parallelism completions activeDeadlineSeconds podFailurePolicy successPolicy backoffLimit "
            + "backoffLimitPerIndex maxFailedIndexes selector manualSelector template ttlSecondsAfterFinished "
            + "completionMode suspend podReplacementPolicy managedBy"
    );
    private static readonly FrozenSet<string> _cronJob = Of(
        "schedule timeZone startingDeadlineSeconds concurrencyPolicy suspend jobTemplate successfulJobsHistoryLimit "
            + "failedJobsHistoryLimit"
    );

    public static FrozenSet<string> WorkloadSpec(string kind) =>
        kind switch
        {
            "Deployment" => _deployment,
            "StatefulSet" => _statefulSet,
            "DaemonSet" => _daemonSet,
            "Job" => _job,
            "CronJob" => _cronJob,
            _ => _replicaSet,
        };

    public static void Check(Field map, FrozenSet<string> known)
    {
        if (!map.Exists)
            return;
        foreach (var entry in map.Entries)
            if (!known.Contains(entry.Key))
            {
                var nearest = string.Join(", ", NearestNames.Of(entry.Key, known));
                entry.Value.Error(
                    $"There is no field {Field.Shorten(entry.Key)} here.",
                    $"a field of the Kubernetes API, such as {nearest}"
                );
            }
    }

    private static FrozenSet<string> Of(string names) => names.Split(' ').ToFrozenSet();
}
