using System.Collections.Immutable;
using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Reads NetworkPolicies.</summary>
internal static class NetworkPolicyReader
{
    public static void Read(Reading reading)
    {
        var root = reading.Root;
        var meta = reading.Meta("NetworkPolicy");
        var spec = root.Object("spec");
        if (!spec.Exists)
            root["spec"].Missing("a spec with podSelector");
        reading.Check(spec, KnownFields.PolicySpec);
        reading.Lines.Add("spec.podSelector", spec["podSelector"]);
        reading.Lines.Add("spec.policyTypes", spec["policyTypes"]);
        reading.Lines.Add("spec.ingress", spec["ingress"]);
        reading.Lines.Add("spec.egress", spec["egress"]);
        var ingress = ReadRules(reading, spec.List("ingress"), "from");
        var egress = ReadRules(reading, spec.List("egress"), "to");
        var (isolatesIngress, isolatesEgress) = ReadTypes(spec, egress.Length > 0);
        reading.Draft.NetworkPolicies.Add(
            new()
            {
                Metadata = meta,
                PodSelector = reading.Selectors.Read(spec["podSelector"]) ?? new([], spec.Line),
                IsolatesIngress = isolatesIngress,
                IsolatesEgress = isolatesEgress,
                Ingress = ingress,
                Egress = egress,
                Source = reading.Source(),
            }
        );
    }

    private static (bool Ingress, bool Egress) ReadTypes(Field spec, bool hasEgressRules)
    {
        bool ingress = false,
            egress = false,
            any = false;
        foreach (var item in spec.List("policyTypes"))
        {
            any = true;
            var text = item.AsString() ?? "";
            ingress |= text == "Ingress";
            egress |= text == "Egress";
            if (text is not ("Ingress" or "Egress"))
                item.NotOneOf(text, "Ingress", "Egress");
        }
        return any ? (ingress, egress) : (true, hasEgressRules);
    }

    private static ImmutableArray<NetworkPolicyRule> ReadRules(Reading reading, FieldItems items, string peersField)
    {
        var rules = ImmutableArray.CreateBuilder<NetworkPolicyRule>();
        foreach (var rule in items)
        {
            if (!rule.AsMapping().Exists)
                continue;
            reading.Check(rule, peersField == "from" ? KnownFields.IngressRule : KnownFields.EgressRule);
            var peers = ImmutableArray.CreateBuilder<NetworkPolicyPeer>();
            foreach (var peer in rule.List(peersField))
                if (peer.AsMapping().Exists)
                    peers.Add(ReadPeer(reading, peer));
            var ports = ImmutableArray.CreateBuilder<NetworkPolicyPort>();
            foreach (var port in rule.List("ports"))
                if (port.AsMapping().Exists)
                    ports.Add(ReadPort(reading, port));
            rules.Add(new(peers.DrainToImmutable(), ports.DrainToImmutable(), rule.Line));
        }
        return rules.DrainToImmutable();
    }

    private static NetworkPolicyPeer ReadPeer(Reading reading, Field peer)
    {
        reading.Check(peer, KnownFields.PolicyPeer);
        var pods = reading.Selectors.Read(peer["podSelector"]);
        var namespaces = reading.Selectors.Read(peer["namespaceSelector"]);
        var block = peer.Object("ipBlock");
        if (pods is null && namespaces is null && !block.Exists)
            peer.Error("The peer names nobody.", "podSelector, namespaceSelector, both, or ipBlock");
        if (block.Exists && (pods is not null || namespaces is not null))
            block.Error("A block of addresses stands beside a selector.", "ipBlock alone, in a peer of its own");
        return new(pods, namespaces, block.Exists ? ReadBlock(reading, block) : null, peer.Line);
    }

    private static IPBlock? ReadBlock(Reading reading, Field block)
    {
        reading.Check(block, KnownFields.IPBlock);
        var node = block["cidr"];
        if (!node.Exists)
            node.Missing("a block such as 10.0.0.0/16");
        var isValid = node.TryCidr(out var cidr);
        var excepts = ImmutableArray.CreateBuilder<Cidr>();
        foreach (var item in block.List("except"))
        {
            if (!item.TryCidr(out var except))
                continue;
            if (isValid && (!cidr.Contains(except) || except.PrefixLength <= cidr.PrefixLength))
                item.Error($"{except} is no part of {cidr}.", $"a smaller block inside {cidr}");
            excepts.Add(except);
        }
        return isValid ? new(cidr, excepts.DrainToImmutable(), block.Line) : null;
    }

    private static NetworkPolicyPort ReadPort(Reading reading, Field item)
    {
        reading.Check(item, KnownFields.PolicyPort);
        var port = item["port"].PortOrName();
        if (port is { IsNamed: true } named)
            port = new(0, reading.Pool.Intern(named.Name));
        var end = item["endPort"];
        var endPort = end.AsInteger(1, 65535) ?? 0;
        if (endPort > 0 && !item["port"].Exists)
            end.Error("A range needs its first port.", "port beside endPort");
        else if (endPort > 0 && port is { IsNamed: true })
            end.Error("A range cannot start at a named port.", "port as a number beside endPort");
        else if (endPort > 0 && port is { } first && endPort < first.Number)
            end.Error(
                $"The range ends at {endPort}, before its first port {first.Number}.",
                $"a port from {first.Number} to 65535"
            );
        return new(item["protocol"].Choice(Protocol.TCP), port, endPort, item.Line);
    }
}
