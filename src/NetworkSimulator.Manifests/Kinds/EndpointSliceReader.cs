using System.Collections.Immutable;
using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Reads EndpointSlices.</summary>
internal static class EndpointSliceReader
{
    private const int MostAddresses = 100;

    public static void Read(Reading reading)
    {
        var root = reading.Root;
        var meta = reading.Meta("EndpointSlice", rootFields: KnownFields.SliceRoot);
        var addressType = root["addressType"];
        if (!addressType.Exists)
            addressType.Missing("IPv4, IPv6 or FQDN");
        var type = addressType.Choice(AddressType.IPv4);
        reading.Lines.Add("addressType", addressType);
        reading.Lines.Add("ports", root["ports"]);
        reading.Lines.Add("endpoints", root["endpoints"]);
        var endpoints = ImmutableArray.CreateBuilder<SliceEndpoint>();
        foreach (var item in root.List("endpoints"))
            if (item.AsMapping().Exists)
                endpoints.Add(ReadEndpoint(reading, item, type, meta.Namespace));
        var slice = new EndpointSlice
        {
            Metadata = meta,
            AddressType = type,
            Ports = ReadPorts(reading, root.List("ports")),
            Endpoints = endpoints.DrainToImmutable(),
            Source = reading.Source(),
        };
        reading.Draft.EndpointSlices.Add(slice);
    }

    public static ImmutableArray<EndpointSlicePort> ReadPorts(Reading reading, FieldItems items)
    {
        var ports = ImmutableArray.CreateBuilder<EndpointSlicePort>();
        reading.Names.Clear();
        foreach (var item in items)
        {
            if (!item.AsMapping().Exists)
                continue;
            reading.Check(item, KnownFields.SlicePort);
            var name = item["name"];
            var text = reading.Pool.Intern(name.Optional(static t => Names.IsDnsLabel(t), Names.DnsLabel));
            if (!reading.Names.Add(text))
                item["name"].Error($"There are two ports named \"{text}\".", "each port name once");
            ports.Add(new(text, item.Port("port"), item["protocol"].Choice(Protocol.TCP), item.Line));
        }
        return ports.DrainToImmutable();
    }

    /// <summary>The Pod that a <c>targetRef</c> names, as <c>NS/NAME</c>.</summary>
    public static string TargetPod(Reading reading, Field target, string ownNamespace)
    {
        if (target.String("kind") != "Pod")
            return "";
        var ns = target.String("namespace");
        return reading.Pool.Intern($"{(ns.Length == 0 ? ownNamespace : ns)}/{target.String("name")}");
    }

    private static SliceEndpoint ReadEndpoint(Reading reading, Field item, AddressType type, string ownNamespace)
    {
        reading.Check(item, KnownFields.SliceEndpoint);
        var conditions = item.Object("conditions");
        reading.Check(conditions, KnownFields.SliceConditions);
        var hostname = item["hostname"];
        var hints = item.Object("hints");
        return new()
        {
            Addresses = ReadAddresses(item, type),
            Ready = conditions.Boolean("ready", fallback: true),
            Serving = conditions.Boolean("serving", fallback: true),
            Terminating = conditions.Boolean("terminating"),
            Hostname = hostname.Optional(static t => Names.IsDnsLabel(t), Names.DnsLabel),
            NodeName = reading.Pool.Intern(item.String("nodeName")),
            Zone = reading.Pool.Intern(item.String("zone")),
            TargetPod = TargetPod(reading, item.Object("targetRef"), ownNamespace),
            ForZones = ReadHints(reading, hints.List("forZones")),
            ForNodes = ReadHints(reading, hints.List("forNodes")),
            Line = item.Line,
        };
    }

    private static ImmutableArray<IpAddress> ReadAddresses(Field item, AddressType type)
    {
        var list = item.List("addresses");
        var count = list.Count;
        if (count is 0 or > MostAddresses)
            item["addresses"].Error($"The endpoint has {count} addresses.", $"1 to {MostAddresses} addresses");
        var addresses = ImmutableArray.CreateBuilder<IpAddress>(count);
        foreach (var node in list)
        {
            if (type == AddressType.FQDN)
            {
                node.Matching(static t => Names.IsDnsSubdomain(t.TrimEnd('.')), Names.DnsSubdomain);
                continue;
            }
            var address = node.Address();
            if (address.IsNone)
                continue;
            if (address.IsV6 != (type == AddressType.IPv6))
                node.Error($"{address} is not of the slice's address type.", $"an {type} address");
            else if (AddressKinds.Describe(address) is { } special)
                node.Error($"{address} is {special}.", "an address that can be routed to");
            addresses.Add(address);
        }
        return addresses.DrainToImmutable();
    }

    private static ImmutableArray<string> ReadHints(Reading reading, FieldItems items)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var item in items)
            names.Add(reading.Pool.Intern(item.AsMapping().String("name")));
        return names.DrainToImmutable();
    }
}
