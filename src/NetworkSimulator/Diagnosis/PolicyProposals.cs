using System.Globalization;
using System.Text.Json.Nodes;
using NetworkSimulator.Flows;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.NetworkPolicies;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Diagnosis;

/// <summary>What may be mended at NetworkPolicies: the rule, peer or port that a connection lacks, at either end.</summary>
internal static class PolicyProposals
{
    private const int MostPolicies = 6;
    private const int MostPorts = 3;

    public static IEnumerable<Proposal> Of(Situation situation)
    {
        if (situation.Trace.Verdict != Verdict.Denied && situation.Flow.To is not ToName)
            return [];
        return Lookups(situation).Concat(Connections(situation)).Concat(Controllers(situation));
    }

    /// <summary>From the caller to the Pods that are called.</summary>
    private static IEnumerable<Proposal> Connections(Situation situation)
    {
        if (situation.Flow.To is ToAddress to && !situation.Cluster.Index.Addresses.ContainsKey(to.Address))
            foreach (var proposal in ToOutside(situation, to))
                yield return proposal;
        foreach (var pod in OnePerWorkload(situation, situation.WantedPods()))
        foreach (var port in situation.TargetPorts(pod).Take(MostPorts))
        foreach (var proposal in Between(situation, situation.Source, pod, [new(situation.Protocol, port)]))
            yield return proposal;
    }

    /// <summary>From the caller to the cluster's DNS.</summary>
    private static IEnumerable<Proposal> Lookups(Situation situation)
    {
        if (situation.SourcePod < 0 || situation.Flow.To is not (ToUrl or ToName))
            yield break;
        var index = situation.Cluster.Index;
        foreach (var server in situation.Cluster.Dns.Resolvers.Of(situation.SourcePod).Servers)
        foreach (var service in index.Services.Where(s => s.ClusterIPs.Contains(server.Address)))
        foreach (var pod in OnePerWorkload(situation, [.. situation.PodsOf(service)]))
        {
            var ports = service
                .Ports.Where(p => p.Port == 53)
                .Select(p => new CalledPort(
                    p.Protocol,
                    EndpointSlices.EndpointSliceController.FindPort(index.Pods[pod], p)
                ))
                .OrderByDescending(p => p.Protocol == Protocol.UDP)
                .ToArray();
            if (ports.Length > 0)
                foreach (var proposal in Between(situation, situation.Source, pod, ports))
                    yield return proposal;
        }
    }

    /// <summary>From Ingress controllers to the Pods behind them, and from the caller to the controllers.</summary>
    private static IEnumerable<Proposal> Controllers(Situation situation)
    {
        if (situation.Url is null || situation.Ingresses.Count == 0)
            yield break;
        foreach (var ingress in situation.Ingresses.Take(MostPolicies))
        {
            if (!situation.Cluster.Ingresses.TryFindByIngress(ingress, out var number))
                continue;
            var pods = situation.Cluster.Ingresses.Controllers[number].Pods;
            Endpoint[] doors = pods is null ? [] : [.. pods.Http, .. pods.Https];
            foreach (var door in doors.DistinctBy(d => d.Port))
            foreach (var proposal in Between(situation, situation.Source, door.Pod, [new(Protocol.TCP, door.Port)]))
                yield return proposal;
            var caller = doors.Length == 0 ? Party.Unknown : situation.Cluster.Parties.OfPod(doors[0].Pod);
            foreach (var pod in OnePerWorkload(situation, situation.WantedPods()))
            foreach (var port in situation.TargetPorts(pod).Take(MostPorts))
            foreach (var proposal in Between(situation, caller, pod, [new(Protocol.TCP, port)]))
                yield return proposal;
        }
    }

    private static IEnumerable<Proposal> ToOutside(Situation situation, ToAddress to)
    {
        if (!situation.Source.IsPod)
            return [];
        var peer = new JsonObject
        {
            ["ipBlock"] = new JsonObject { ["cidr"] = $"{to.Address}/{(to.Address.IsV6 ? 128 : 32)}" },
        };
        var seen = new PolicyPeer(
            situation.Cluster.Index,
            PartyKind.Outside,
            -1,
            -1,
            to.Address,
            to.Address.IsV6,
            IsMasqueraded: false
        );
        return Opened(situation, situation.SourcePod, false, seen, peer, null, [new(to.Protocol, to.Port)], -1);
    }

    private static IEnumerable<Proposal> Between(Situation situation, in Party source, int pod, CalledPort[] ports)
    {
        var index = situation.Cluster.Index;
        var target = situation.Cluster.Parties.OfPod(pod);
        var address = target.AddressFor(source);
        IEnumerable<Proposal> found = [];
        if (source.IsPod)
        {
            var called = new PolicyPeer(
                index,
                target.IsPod ? PartyKind.Pod : PartyKind.Node,
                target.IsPod ? pod : -1,
                target.Class,
                address,
                address.IsV6,
                IsMasqueraded: false
            );
            found = Opened(
                situation,
                source.Pod,
                false,
                called,
                PolicyPeers.Of(situation, pod, index.Pods[source.Pod].Namespace),
                index.Pods[pod],
                ports,
                pod
            );
        }
        if (!target.IsPod)
            return found;
        foreach (var (seen, peer) in SeenAs(situation, source, pod))
            found = found.Concat(
                Opened(
                    situation,
                    pod,
                    true,
                    seen,
                    peer,
                    seen.PodNumber < 0 ? null : index.Pods[seen.PodNumber],
                    ports,
                    pod
                )
            );
        return found;
    }

    /// <summary>What the called Pod may see the caller as: itself, or a node that masquerades.</summary>
    private static IEnumerable<(PolicyPeer Seen, JsonObject Peer)> SeenAs(Situation situation, Party source, int pod)
    {
        var index = situation.Cluster.Index;
        var v6 = situation.Cluster.Parties.OfPod(pod).AddressFor(source).IsV6;
        var address = source.AddressOf(v6);
        var seen = new PolicyPeer(
            index,
            source.Kind,
            source.IsPod ? source.Pod : -1,
            source.Class,
            address,
            v6,
            IsMasqueraded: false
        );
        if (source.IsPod)
            yield return (seen, PolicyPeers.Of(situation, source.Pod, index.Pods[pod].Namespace));
        else if (source.Kind == PartyKind.UnknownPod)
            yield return (seen, new JsonObject { ["namespaceSelector"] = new JsonObject() });
        else if (!address.IsNone)
            yield return (seen, Block(address));
        if (source.IsOutside)
            foreach (var node in index.Nodes.Take(1))
            foreach (var own in node.InternalIPs.Where(a => a.IsV6 == v6).Take(1))
                yield return (new(index, PartyKind.Node, -1, -1, own, v6, IsMasqueraded: true), Block(own));
    }

    private static JsonObject Block(IpAddress address) =>
        new() { ["ipBlock"] = new JsonObject { ["cidr"] = $"{address}/{(address.IsV6 ? 128 : 32)}" } };

    /// <summary>Ways to open what the policies of one end keep closed.</summary>
    private static IEnumerable<Proposal> Opened(
        Situation situation,
        int isolated,
        bool ingress,
        PolicyPeer seen,
        JsonObject peer,
        Pod? other,
        CalledPort[] ports,
        int called
    )
    {
        var table = situation.Cluster.NetworkPolicies;
        var number = situation.Cluster.Parties.OfPod(isolated).Class;
        var isolation = ingress ? table.Ingress(isolated, number) : table.Egress(isolated, number);
        if (isolation is null)
            yield break;
        var calls = Array.ConvertAll(
            ports,
            port => new PolicyCall(
                table.Names,
                port.Number,
                port.Protocol,
                called,
                called < 0 ? -1 : situation.Cluster.Parties.OfPod(called).Class
            )
        );
        var closed = ports.Where((_, i) => isolation.FindRule(seen, calls[i]) < 0).ToArray();
        if (closed.Length == 0)
            yield break;
        var (direction, side) = ingress ? ("ingress", "from") : ("egress", "to");
        foreach (var policy in isolation.Policies.Take(MostPolicies))
        {
            foreach (var rule in policy.Rules)
            {
                var at = (rule.Number - 1).ToString(CultureInfo.InvariantCulture);
                if (rule.Admits(seen))
                    foreach (var proposal in PolicyEdits.Ports(rule, direction, at, closed))
                        yield return proposal;
                else if (calls.Any(call => rule.Opens(call)))
                    foreach (var proposal in PolicyEdits.Peers(situation, rule, direction, side, at, peer, other))
                        yield return proposal;
            }
            yield return new(
                $"Add a rule to NetworkPolicy {policy.Policy.Key}: {direction} {side} {PolicyPeers.Words(peer)} on {Words(closed)}.",
                ManifestChange.Add(policy.Policy, Rule(side, peer, closed), "spec", direction)
            );
        }
        yield return PolicyEdits.NewPolicy(
            situation,
            isolated,
            direction,
            side,
            Rule(side, peer, closed),
            peer,
            closed
        );
    }

    private static JsonObject Rule(string side, JsonObject peer, CalledPort[] ports) =>
        new()
        {
            [side] = new JsonArray(peer.DeepClone()),
            ["ports"] = new JsonArray([.. ports.Select(port => (JsonNode)port.ToJson())]),
        };

    public static string Words(CalledPort[] ports) =>
        string.Join(" and ", ports.Select(p => $"{p.Number}/{p.Protocol}"));

    private static IEnumerable<int> OnePerWorkload(Situation situation, IReadOnlyList<int> pods) =>
        pods.DistinctBy(pod => situation.Cluster.Parties.OfPod(pod).Class).Take(MostPolicies);
}

/// <summary>A port of a Pod that is called.</summary>
internal readonly record struct CalledPort(Protocol Protocol, int Number)
{
    public JsonObject ToJson() => new() { ["protocol"] = Protocol.ToString(), ["port"] = Number };
}
