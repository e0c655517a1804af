using System.Collections.Immutable;
using NetworkSimulator.Findings;
using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>Finds ports of policies that none of the Pods they are about has.</summary>
internal sealed class PolicyPortFindings
{
    /// <summary>Policies times Pods can outgrow the text; beyond this many look-ups nothing more is found.</summary>
    private const int MaxWork = 1 << 22;

    private readonly ClusterIndex _index;
    private readonly List<int>[] _podsOfClass;
    private int _work;

    public PolicyPortFindings(ClusterIndex index)
    {
        _index = index;
        var classes = index.Classes;
        _podsOfClass = Array.ConvertAll(classes.Representatives, _ => new List<int>(1));
        for (var i = 0; i < classes.OfPod.Length; i++)
            if (classes.OfPod[i] >= 0)
                _podsOfClass[classes.OfPod[i]].Add(i);
    }

    /// <summary>Every Pod of every namespace.</summary>
    public static ImmutableArray<NetworkPolicyPeer> AnyPeer { get; } = [new(null, new([], 0), null, 0)];

    /// <param name="policy">The policy.</param>
    /// <param name="entry">One of its ports.</param>
    /// <param name="called">The Pods that the rule is about as callees.</param>
    /// <param name="ingress">Whether they are those that the policy selects.</param>
    public Finding? Of(NetworkPolicy policy, NetworkPolicyPort entry, ClassSet called, bool ingress)
    {
        if (entry.Port is not { } port || entry.EndPort > port.Number)
            return null;
        Pod? sample = null;
        var declares = false;
        var all = true;
        foreach (var number in called.Members())
        foreach (var candidate in _podsOfClass[number])
        {
            if (++_work > MaxWork)
                return null;
            var pod = _index.Pods[candidate];
            all &= !pod.Ports.IsEmpty;
            sample ??= pod;
            declares |= Declares(pod, port, entry.Protocol);
            if (declares || (!port.IsNamed && !all))
                return null;
        }
        if (sample is null)
            return null;
        return port.IsNamed
                ? PolicyFindings.About(
                    policy,
                    FindingSeverity.Warning,
                    "policy-port-name-unknown",
                    entry.Line,
                    $"No Pod that this rule of NetworkPolicy {policy.Key} is about has a {entry.Protocol} port named {port}; Pod {sample.Key} declares {Text.Ports(sample)}. The entry opens nothing.",
                    "Name the container port so, use the name it has, or write the number. Without protocol a port is TCP."
                )
            // Declared ports are informational, and what a policy lets out may be meant for Pods to come.
            : ingress
                ? PolicyFindings.About(
                    policy,
                    FindingSeverity.Info,
                    "policy-port-not-declared",
                    entry.Line,
                    $"NetworkPolicy {policy.Key} opens port {port}/{entry.Protocol}, which no container of the Pods it selects declares; Pod {sample.Key} declares {Text.Ports(sample)}.",
                    "Write the port that the containers listen on: policies see the Pod's port, not the Service's."
                )
            : null;
    }

    private static bool Declares(Pod pod, PortReference port, Protocol protocol)
    {
        foreach (var declared in pod.Ports)
            if (
                declared.Protocol == protocol
                && (port.IsNamed ? declared.Name == port.Name : declared.Number == port.Number)
            )
                return true;
        return false;
    }
}
