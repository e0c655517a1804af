using FsCheck.Fluent;
using FsCheck.Xunit;
using NetworkSimulator.Flows;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.NetworkPolicies;
using NetworkSimulator.Objects;
using NetworkSimulator.Reachability;
using NetworkSimulator.Tests.NetworkPolicies;

namespace NetworkSimulator.Tests.Reachability;

/// <summary>The sets of ports say what the simulator says of flows one by one.</summary>
public class ReachabilityOracleTests
{
    private static readonly int[] Ports = [1, 79, 80, 81, 85, 86, 8080, 9000, 65535];

    [Property(MaxTest = 150)]
    public FsCheck.Property A_workload_reaches_another_on_the_ports_on_which_a_Pod_of_it_does(int seed)
    {
        var random = new Random(seed);
        var objects = new PolicyWorld(seed).Objects;
        // Half of the Pods are gathered into workloads of two or three.
        var pods = objects.Pods.Select(
            (pod, i) => i % 2 == 0 ? pod with { Owner = new("Deployment", pod.Namespace, $"w{i % 3}") } : pod
        );
        var cluster = Cluster.Compile(objects with { Pods = [.. pods] });
        var found = ReachabilityListing
            .Of(ReachabilityAnalysis.Of(cluster))
            .Connections.ToDictionary(c => (c.From.Name, c.To.Name), c => c.Ports);
        var groups = cluster.Objects.Pods.GroupBy(NameOf).ToList();
        foreach (var from in groups)
        foreach (var to in groups.Where(to => to.Key != from.Key))
        {
            var (port, protocol) = (Ports[random.Next(Ports.Length)], (Protocol)random.Next(3));
            // A Pod and its own node always reach each other, whatever the workloads are.
            var pairs = (
                from a in @from
                from b in to
                where (!a.HostNetwork && !b.HostNetwork) || a.NodeName != b.NodeName
                select (a, b)
            ).ToList();
            var isAnyLocal = pairs.Count < @from.Count() * to.Count();
            var expected = pairs.Any(pair =>
                Simulator.Decide(cluster, new(new FromPod(pair.a.Key), new ToPod(pair.b.Key, port, protocol)))
                == Verdict.Delivered
            );
            var listed = found.GetValueOrDefault((from.Key, to.Key), PortSet.None).Contains(protocol, port);
            if (isAnyLocal ? expected && !listed : expected != listed)
                return false.Label($"{from.Key} => {to.Key} {protocol} {port}: {expected} by the simulator");
        }
        return true.ToProperty();
    }

    [Property(MaxTest = 100)]
    public FsCheck.Property Addresses_outside_are_judged_as_the_policies_judge_them(int seed)
    {
        var random = new Random(seed);
        var cluster = Cluster.Compile(new PolicyWorld(seed).Objects);
        var found = ReachabilityListing.Of(ReachabilityAnalysis.Of(cluster)).Connections;
        for (var i = 0; i < 60; i++)
        {
            var number = random.Next(cluster.Objects.Pods.Length);
            var pod = cluster.Objects.Pods[number];
            var (port, protocol) = (Ports[random.Next(Ports.Length)], (Protocol)random.Next(3));
            var outside = IpAddress.Parse(
                new[] { "203.0.113.7", "203.0.113.200", "8.8.8.8", "2001:db8::1", "::5" }[random.Next(5)]
            );
            // A host-network Pod has the addresses of its node.
            var target = cluster.Parties.OfPod(number).AddressOf(outside.IsV6);
            if (target.IsNone)
                continue;
            var silent = default(NoHops);
            var caller = Party.Outside(outside);
            var party = cluster.Parties.OfPod(number);
            var endpoint = new Endpoint(target, (ushort)port, number, party.Node, party.Class);
            var comesIn = NetworkPolicyStage.Allows(cluster, caller, caller, endpoint, protocol, ref silent);
            if (comesIn != Listed(c => c.To.Name == NameOf(pod) && Holds(c.From, outside), protocol, port))
                return false.Label($"{outside} => {pod.Key} {protocol} {port}: {comesIn} by the policies");
            var goesOut = Simulator.Decide(cluster, new(new FromPod(pod.Key), new ToAddress(outside, port, protocol)));
            if (
                goesOut == Verdict.Delivered
                != Listed(c => c.From.Name == NameOf(pod) && Holds(c.To, outside), protocol, port)
            )
                return false.Label($"{pod.Key} => {outside} {protocol} {port}: {goesOut} by the simulator");
        }
        return true.ToProperty();

        bool Listed(Func<ReachabilityConnection, bool> matches, Protocol protocol, int port) =>
            found.Any(c => matches(c) && c.Ports.Contains(protocol, port));
    }

    [Property(MaxTest = 100)]
    public FsCheck.Property A_diff_is_the_difference_of_two_listings(int seed)
    {
        var (before, other) = (new PolicyWorld(seed).Objects, new PolicyWorld(seed ^ 0x5bd1e995).Objects);
        // The same Pods, less one that goes and with one that comes, under other policies.
        var after = before with
        {
            NetworkPolicies = other.NetworkPolicies,
            Pods = before.Pods.RemoveAt(0).Add(before.Pods[0] with { Metadata = new("new", "shop") }),
        };
        var (old, current) = (Listed(before), Listed(after));
        var changes = ReachabilityDiff.Of(Cluster.Compile(before), Cluster.Compile(after))!.Changes;
        foreach (var change in changes.Where(c => IsWorkload(c.From) && IsWorkload(c.To)))
        {
            var pair = (change.From.Name, change.To.Name);
            var (first, second) = (
                old.GetValueOrDefault(pair, PortSet.None),
                current.GetValueOrDefault(pair, PortSet.None)
            );
            if (!first.Equals(change.Before) || !second.Equals(change.After) || first.Equals(second))
                return false.Label($"{pair} is told as {change.Before} to {change.After}: {first} to {second}");
            old.Remove(pair);
            current.Remove(pair);
            if (change.Workloads.Length > 0 != new[] { change.From.Name, change.To.Name }.Any(IsNewOrGone))
                return false.Label($"{pair}: {change.Workloads}");
        }
        return old
            .Count.Equals(current.Count)
            .And(old.All(o => current.TryGetValue(o.Key, out var same) && same.Equals(o.Value)))
            .Label("a difference is not told");

        bool IsNewOrGone(string name) => name == "shop/new[Pod]" || name == NameOf(before.Pods[0]);
    }

    [Property(MaxTest = 60)]
    public FsCheck.Property Explanations_agree_with_the_listing(int seed)
    {
        var analysis = ReachabilityAnalysis.Of(Cluster.Compile(new PolicyWorld(seed).Objects));
        var listed = ReachabilityListing
            .Of(analysis)
            .Connections.ToDictionary(c => (c.From.Name, c.To.Name), c => c.Ports);
        foreach (var explanation in ReachabilityExplainer.Explain(analysis))
        {
            var open = explanation.Egress.Ports.Intersect(explanation.Ingress.Ports).Except(explanation.ClosedByMesh);
            if (!open.Equals(explanation.Ports))
                return false.Label($"{open} by the reasons, {explanation.Ports} in all");
            foreach (var (from, to) in explanation.Pairs)
                if (!listed.GetValueOrDefault((from.Name, to.Name), PortSet.None).Equals(explanation.Ports))
                    return false.Label($"{from} => {to}: {explanation.Ports}");
        }
        return true.ToProperty();
    }

    [Property(MaxTest = 300)]
    public FsCheck.Property Sets_of_ports_are_sets(int seed)
    {
        var random = new Random(seed);
        var (a, b) = (Some(random), Some(random));
        var (union, common, rest) = (a.Union(b), a.Intersect(b), a.Except(b));
        foreach (var protocol in Enum.GetValues<Protocol>())
            for (var port = 0; port <= 40; port++)
            {
                var (inA, inB) = (a.Contains(protocol, port), b.Contains(protocol, port));
                if (
                    union.Contains(protocol, port) != (inA || inB)
                    || common.Contains(protocol, port) != (inA && inB)
                    || rest.Contains(protocol, port) != (inA && !inB)
                )
                    return false.Label($"{a} and {b} at {protocol} {port}");
            }
        return union
            .Equals(PortSet.Of(union.Ranges))
            .And(rest.Union(common).Equals(a))
            .Label($"{a} and {b}: {union}, {common}, {rest}");
    }

    private static bool IsWorkload(ReachabilityPeer peer) => peer.Kind == ReachabilityPeerKind.Workload;

    private static Dictionary<(string, string), PortSet> Listed(ClusterObjects objects) =>
        ReachabilityListing
            .Of(ReachabilityAnalysis.Of(Cluster.Compile(objects)))
            .Connections.Where(c => IsWorkload(c.From) && IsWorkload(c.To))
            .ToDictionary(c => (c.From.Name, c.To.Name), c => c.Ports);

    private static PortSet Some(Random random) =>
        PortSet.Of(
            Enumerable
                .Range(0, random.Next(6))
                .Select(_ => random.Next(36))
                .Select(first => new PortRange((Protocol)random.Next(3), first, first + random.Next(5)))
        );

    private static string NameOf(Pod pod) =>
        pod.Owner is { } owner ? $"{owner.Namespace}/{owner.Name}[{owner.Kind}]" : $"{pod.Key}[Pod]";

    private static bool Holds(ReachabilityPeer peer, IpAddress address)
    {
        if (peer.Kind != ReachabilityPeerKind.External)
            return false;
        var ends = peer.Name[..peer.Name.IndexOf('[')].Split('-');
        var first = ends[0] == "::" ? UInt128.Zero : IpAddress.Parse(ends[0]).Value;
        var v6 = ends[1].Contains(':');
        return v6 == address.IsV6 && address.Value >= first && address.Value <= IpAddress.Parse(ends[1]).Value;
    }
}
