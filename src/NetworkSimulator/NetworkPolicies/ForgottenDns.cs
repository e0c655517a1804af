using NetworkSimulator.Findings;
using NetworkSimulator.Flows;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>Finds Pods that may call something, but whose lookups policies keep from the cluster's DNS.</summary>
internal static class ForgottenDns
{
    /// <summary>The namespace of the cluster's DNS Pods.</summary>
    public const string Namespace = "kube-system";

    private const int DnsPort = 53;

    private static readonly Labels DnsLabels = Labels.Of([new("k8s-app", "kube-dns")]);

    /// <summary>Policies times Pods can outgrow the text; beyond this many policies looked at nothing more is found.</summary>
    private const int MaxWork = 1 << 22;

    public static IEnumerable<Finding> Of(Cluster cluster)
    {
        var seen = new HashSet<Isolation>();
        var reported = new HashSet<NetworkPolicy>(ReferenceEqualityComparer.Instance);
        var work = 0;
        for (var pod = 0; pod < cluster.Index.Pods.Length && work < MaxWork; pod++)
        {
            if (cluster.NetworkPolicies.Egress(pod, cluster.Index.Classes.OfPod[pod]) is not { } isolation)
                continue;
            work += isolation.Policies.Length;
            // A Pod that may call nothing needs no names.
            if (isolation.Tests.Length == 0 || !seen.Add(isolation) || ReachesDns(cluster, pod, isolation))
                continue;
            foreach (var policy in isolation.Policies)
                if (policy.Rules.Length > 0 && reported.Add(policy.Policy))
                    yield return About(policy.Policy, cluster.Index.Pods[pod]);
        }
    }

    private static Finding About(NetworkPolicy policy, Pod pod) =>
        PolicyFindings.About(
            policy,
            FindingSeverity.Warning,
            "policy-forgets-dns",
            policy.Source.LineOf("spec.egress"),
            $"NetworkPolicy {policy.Key} limits what Pods such as {pod.Key} may call, and no policy lets their lookups reach the cluster's DNS: they reach addresses, but no names.",
            "Add an egress rule to namespace kube-system, Pods with k8s-app=kube-dns, with ports 53 UDP and 53 TCP, or the port on which the DNS Pods listen."
        );

    private static bool ReachesDns(Cluster cluster, int pod, Isolation isolation)
    {
        var source = cluster.Parties.OfPod(pod);
        var asksCluster = false;
        foreach (var server in cluster.Dns.Resolvers.Of(pod).Servers)
        {
            if (!server.IsClusterDns)
                continue;
            asksCluster = true;
            if (server.Address.IsNone ? OpensDnsPort(cluster, isolation) : Reaches(cluster, source, server.Address))
                return true;
        }
        return !asksCluster;
    }

    private static bool Reaches(Cluster cluster, in Party source, IpAddress server)
    {
        var silent = default(NoHops);
        var route = KubeProxyStage.Route(cluster, source, server, DnsPort, Protocol.UDP, ref silent);
        if (route.Outcome == RouteOutcome.NotAService && cluster.Index.Addresses.TryGetValue(server, out var owner))
            return Allows(cluster, source, Endpoint.Of(cluster.Index, server, DnsPort, owner.Pod, owner.Node));
        // Where no DNS Pod is ready the policies are not to blame.
        var blamed = false;
        foreach (ref readonly var endpoint in route.Endpoints.AsSpan())
        {
            if (Allows(cluster, source, endpoint))
                return true;
            blamed = true;
        }
        return !blamed;
    }

    private static bool Allows(Cluster cluster, in Party source, in Endpoint target)
    {
        var silent = default(NoHops);
        return NetworkPolicyStage.AllowsEgress(cluster.NetworkPolicies, source, target, Protocol.UDP, ref silent);
    }

    /// <summary>Whether any rule lets lookups through to DNS Pods as every cluster has them; the manifests hold none.</summary>
    private static bool OpensDnsPort(Cluster cluster, Isolation isolation)
    {
        foreach (ref readonly var test in isolation.Tests.AsSpan())
        {
            var rule = test.Rule;
            if (Opens(rule.Rule) && (rule.Rule.Peers.IsEmpty || rule.Rule.Peers.Any(peer => Names(peer, rule.Policy))))
                return true;
        }
        return false;

        bool Names(NetworkPolicyPeer peer, CompiledPolicy policy) =>
            peer.IPBlock is not null
            || (
                (peer.NamespaceSelector?.Matches(NamespaceLabels(cluster)) ?? policy.Policy.Namespace == Namespace)
                && IsForDnsPods(peer.PodSelector)
            );
    }

    /// <summary>Whether a selector of Pods means those of DNS as every cluster labels them; null is for every Pod.</summary>
    public static bool IsForDnsPods(LabelSelector? pods) => pods?.Matches(DnsLabels) ?? true;

    /// <summary>Labels of the namespace of the DNS Pods, also where the manifests don't hold it.</summary>
    public static Labels NamespaceLabels(Cluster cluster) =>
        cluster.Index.NamespaceByName.TryGetValue(Namespace, out var found)
            ? found.Metadata.Labels
            : Labels.Of([new("kubernetes.io/metadata.name", Namespace)]);

    private static bool Opens(NetworkPolicyRule rule)
    {
        foreach (var port in rule.Ports)
            if (
                port.Protocol == Protocol.UDP
                && (
                    port.Port is not { IsNamed: false } reference
                    || (reference.Number <= DnsPort && DnsPort <= Math.Max(reference.Number, port.EndPort))
                )
            )
                return true;
        return rule.Ports.IsEmpty;
    }
}
