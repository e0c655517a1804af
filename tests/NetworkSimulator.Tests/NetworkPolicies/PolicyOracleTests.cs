using System.Collections.Immutable;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NetworkSimulator.Flows;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.NetworkPolicies;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Tests.NetworkPolicies;

/// <summary>The compiled tables answer as a scan of all policies does, for every kind of end and both families.</summary>
public class PolicyOracleTests
{
    private const int CallsPerCluster = 60;

    [Property(MaxTest = 300)]
    public FsCheck.Property The_verdict_is_that_of_a_scan_of_all_policies(int seed)
    {
        var world = new PolicyWorld(seed);
        var cluster = Cluster.Compile(world.Objects);
        for (var i = 0; i < CallsPerCluster; i++)
        {
            var (source, seen, target, protocol) = world.NextCall(cluster);
            var expected = Scan(cluster, source, seen, target, protocol);
            var hops = new List<Hop>();
            var (silent, list) = (default(NoHops), new HopList(hops));
            var verdict = NetworkPolicyStage.Allows(cluster, source, seen, target, protocol, ref silent);
            var traced = NetworkPolicyStage.Allows(cluster, source, seen, target, protocol, ref list);
            if (verdict != expected || traced != expected || hops.Any(h => h.Decision == "denied") == expected)
                return false.Label(
                    $"{source} seen as {seen} to {target}/{protocol}: {expected} by the scan, {verdict}"
                );
        }
        return true.ToProperty();
    }

    [Fact]
    public void Random_calls_are_allowed_and_denied_often_enough_to_mean_something()
    {
        var verdicts = Enumerable
            .Range(0, 100)
            .SelectMany(seed =>
            {
                var world = new PolicyWorld(seed);
                var cluster = Cluster.Compile(world.Objects);
                return Enumerable
                    .Range(0, CallsPerCluster)
                    .Select(_ =>
                        world.NextCall(cluster) is var c && Scan(cluster, c.Source, c.Seen, c.Target, c.Protocol)
                    );
            })
            .CountBy(v => v)
            .ToDictionary();

        Assert.All(verdicts, count => Assert.True(count.Value * 4 > 100 * CallsPerCluster, count.ToString()));
    }

    private static bool Scan(Cluster cluster, Party source, Party seen, Endpoint target, Protocol protocol)
    {
        var pods = cluster.Objects.Pods;
        var called = target.Pod >= 0 && !pods[target.Pod].HostNetwork ? pods[target.Pod] : null;
        var caller = source.Kind == PartyKind.Pod ? pods[source.Pod] : null;
        if (caller is not null && ReferenceEquals(caller, called))
            return true;
        var out_ =
            caller is null
            || (called is null && target.Node >= 0 && target.Node == source.Node)
            || MayTalk(cluster, caller, p => p.IsolatesEgress, p => p.Egress, called, target.Address, false);
        var in_ =
            called is null
            || (seen.Kind == PartyKind.Node && seen.Node >= 0 && seen.Node == cluster.Index.NodeOfPod[target.Pod])
            || MayTalk(
                cluster,
                called,
                p => p.IsolatesIngress,
                p => p.Ingress,
                seen.Kind == PartyKind.Pod ? pods[seen.Pod] : null,
                target.Address.IsV6 ? seen.V6 : seen.V4,
                seen.Kind == PartyKind.UnknownPod
            );
        return out_ && in_;

        bool MayTalk(
            Cluster of,
            Pod isolated,
            Func<NetworkPolicy, bool> isolates,
            Func<NetworkPolicy, ImmutableArray<NetworkPolicyRule>> rules,
            Pod? other,
            IpAddress address,
            bool unknown
        )
        {
            var policies = of
                .Objects.NetworkPolicies.Where(p =>
                    isolates(p) && p.Namespace == isolated.Namespace && Selects(p.PodSelector, isolated.Metadata.Labels)
                )
                .ToList();
            return policies.Count == 0
                || policies.Any(p =>
                    rules(p)
                        .Any(r =>
                            (r.Peers.IsEmpty || r.Peers.Any(peer => IsPeer(of, p, peer, other, address, unknown)))
                            && (r.Ports.IsEmpty || r.Ports.Any(port => IsPort(port)))
                        )
                );
        }

        bool IsPort(NetworkPolicyPort entry) =>
            entry.Protocol == protocol
            && (
                entry.Port is not { } port
                || (
                    port.IsNamed
                        ? called is not null
                            && called.Ports.Any(p =>
                                p.Name == port.Name && p.Protocol == protocol && p.Number == target.Port
                            )
                        : target.Port >= port.Number && target.Port <= Math.Max(port.Number, entry.EndPort)
                )
            );
    }

    private static bool IsPeer(
        Cluster cluster,
        NetworkPolicy policy,
        NetworkPolicyPeer peer,
        Pod? other,
        IpAddress address,
        bool unknown
    )
    {
        if (peer.IPBlock is { } block)
            return block.Cidr.Contains(address) && !block.Except.Any(e => e.Contains(address));
        if (unknown)
            return peer.NamespaceSelector is { Requirements.IsEmpty: true }
                && peer.PodSelector is null or { Requirements.IsEmpty: true };
        if (other is null)
            return false;
        var labels = cluster.Objects.Namespaces.Single(n => n.Name == other.Namespace).Metadata.Labels;
        return (
                peer.NamespaceSelector is null
                    ? other.Namespace == policy.Namespace
                    : Selects(peer.NamespaceSelector, labels)
            ) && (peer.PodSelector is null || Selects(peer.PodSelector, other.Metadata.Labels));
    }

    private static bool Selects(LabelSelector selector, Labels labels) =>
        selector.Requirements.All(r =>
        {
            var values = labels.Entries.Where(e => e.Key == r.Key).Select(e => e.Value).ToList();
            return r.Operator switch
            {
                LabelOperator.In => values.Any(v => r.Values.Contains(v)),
                LabelOperator.NotIn => !values.Any(v => r.Values.Contains(v)),
                LabelOperator.Exists => values.Count > 0,
                _ => values.Count == 0,
            };
        });
}
