using System.Collections.Immutable;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NetworkSimulator.Flows;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.NetworkPolicies;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Tests.NetworkPolicies;

/// <summary>The line that a hop names decides: change what stands there, and that end decides the other way.</summary>
public class DecidingLineTests
{
    [Property(MaxTest = 300)]
    public FsCheck.Property Changing_the_line_that_is_named_changes_the_decision(int seed)
    {
        var world = new PolicyWorld(seed);
        var cluster = Cluster.Compile(world.Objects);
        for (var i = 0; i < 40; i++)
        {
            var call = world.NextCall(cluster);
            var hops = Hops(cluster, call);
            for (var at = 0; at < hops.Count; at++)
            {
                var hop = hops[at];
                if (hop.Line == 0 || hop.Reason.Contains("as well", StringComparison.Ordinal))
                    continue;
                var egress = at == 0 && call.Source.IsPod;
                var changed = world.Objects with
                {
                    NetworkPolicies =
                    [
                        .. world.Objects.NetworkPolicies.Select(p =>
                            $"NetworkPolicy {p.Key}" == hop.Object ? Change(p, hop, egress, call) : p
                        ),
                    ],
                };
                var after = Hops(Cluster.Compile(changed), call);
                // A podSelector picks Pods for both directions: where the source was among them, its end may end the call.
                if (after.ElementAtOrDefault(at) is { } now && now.Decision == hop.Decision)
                    return false.Label($"line {hop.Line} does not decide: {hop.Reason} After: {now.Reason}");
            }
        }
        return true.ToProperty();
    }

    /// <summary>Changes what stands at the hop's line: so that it no longer allows what it allowed, or allows what it did not.</summary>
    private static NetworkPolicy Change(
        NetworkPolicy policy,
        Hop hop,
        bool egress,
        (Party Source, Party Seen, Endpoint Target, Protocol Protocol) call
    )
    {
        if (hop.Line == policy.PodSelector.Line)
            return policy with { PodSelector = Made.Selector("nobody=here") };
        var allow = hop.Decision == "denied";
        if (hop.Line == policy.Source.LineOf(egress ? "spec.egress" : "spec.ingress"))
            return With(allow ? [new([], [], 0)] : []);
        var rules = egress ? policy.Egress : policy.Ingress;
        var position = rules.IndexOf(rules.Single(r => Lines(r).Contains(hop.Line)));
        var rule = rules[position];
        if (hop.Line == rule.Line)
            return With(allow ? rules.SetItem(position, new([], [], 0)) : rules.RemoveAt(position));
        return With(
            rules.SetItem(
                position,
                rule with
                {
                    Peers =
                    [
                        .. rule.Peers.Select(p =>
                            p.Line != hop.Line ? p
                            : allow ? Everybody()
                            : Nobody()
                        ),
                    ],
                    Ports = [.. rule.Ports.Select(p => p.Line != hop.Line ? p : new(call.Protocol, null, 0, 0))],
                }
            )
        );

        NetworkPolicy With(ImmutableArray<NetworkPolicyRule> changed) =>
            egress ? policy with { Egress = changed } : policy with { Ingress = changed };

        NetworkPolicyPeer Nobody() => Made.Pods("nobody=here");

        NetworkPolicyPeer Everybody()
        {
            var address = egress ? call.Target.Address : call.Seen.AddressOf(call.Target.Address.IsV6);
            return address.IsNone ? Made.Namespaces("") : Made.Block($"{address}/{(address.IsV6 ? "128" : "32")}", []);
        }
    }

    private static IEnumerable<int> Lines(NetworkPolicyRule rule) =>
        [rule.Line, .. rule.Peers.Select(p => p.Line), .. rule.Ports.Select(p => p.Line)];

    private static List<Hop> Hops(Cluster cluster, (Party Source, Party Seen, Endpoint Target, Protocol Protocol) call)
    {
        var hops = new List<Hop>();
        var recorder = new HopList(hops);
        // The call was made in the cluster before the change; what policies can tell apart may be another since.
        NetworkPolicyStage.Allows(
            cluster,
            call.Source with
            {
                Class = cluster.Index.Classes.Of(call.Source.Pod),
            },
            call.Seen with
            {
                Class = cluster.Index.Classes.Of(call.Seen.Pod),
            },
            call.Target with
            {
                Class = cluster.Index.Classes.Of(call.Target.Pod),
            },
            call.Protocol,
            ref recorder
        );
        return hops;
    }
}
