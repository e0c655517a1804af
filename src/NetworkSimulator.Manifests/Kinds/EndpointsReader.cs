using System.Collections.Immutable;
using System.Globalization;
using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Reads <c>v1</c> Endpoints as the slices that Kubernetes' mirroring controller makes of them.</summary>
internal static class EndpointsReader
{
    public static void Read(Reading reading)
    {
        var root = reading.Root;
        var meta = reading.Meta("Endpoints", rootFields: KnownFields.EndpointsRoot);
        reading.Lines.Add("subsets", root["subsets"]);
        var source = reading.Source();
        var labels = Labels.Of([
            .. meta.Labels.Entries,
            new("kubernetes.io/service-name", meta.Name),
            new("endpointslice.kubernetes.io/managed-by", "endpointslicemirroring-controller.k8s.io"),
        ]);
        var number = 0;
        foreach (var subset in root.List("subsets"))
        {
            if (!subset.AsMapping().Exists)
                continue;
            reading.Check(subset, KnownFields.Subset);
            var ports = EndpointSliceReader.ReadPorts(reading, subset.List("ports"));
            foreach (var isV6 in (ReadOnlySpan<bool>)[false, true])
            {
                var endpoints = ImmutableArray.CreateBuilder<SliceEndpoint>();
                Add(reading, subset.List("addresses"), true, isV6, meta.Namespace, endpoints);
                Add(reading, subset.List("notReadyAddresses"), false, isV6, meta.Namespace, endpoints);
                if (endpoints.Count == 0)
                    continue;
                var seed = string.Create(CultureInfo.InvariantCulture, $"{meta.Key}/{number++}");
                reading.Draft.MirroredEndpoints.Add(
                    new()
                    {
                        Metadata = new(GeneratedNames.WithSuffix($"{meta.Name}-", seed), meta.Namespace)
                        {
                            Labels = labels,
                        },
                        AddressType = isV6 ? AddressType.IPv6 : AddressType.IPv4,
                        Ports = ports,
                        Endpoints = endpoints.ToImmutable(),
                        Source = source,
                    }
                );
            }
        }
    }

    private static void Add(
        Reading reading,
        FieldItems items,
        bool ready,
        bool isV6,
        string ownNamespace,
        ImmutableArray<SliceEndpoint>.Builder endpoints
    )
    {
        foreach (var item in items)
        {
            if (!item.AsMapping().Exists)
                continue;
            var text = item.String("ip");
            var isRight = IpAddress.TryParse(text, out var address) && address.IsV6 == isV6;
            if (!isRight)
            {
                // Both families pass here: the first one reports what is no address at all.
                if (address.IsNone && !isV6)
                    item["ip"]
                        .Error($"The value {Field.Shorten(text)} is no IP address.", "an address such as 10.0.0.1");
                continue;
            }
            endpoints.Add(
                new()
                {
                    Addresses = [address],
                    Ready = ready,
                    Serving = ready,
                    Hostname = item.String("hostname"),
                    NodeName = reading.Pool.Intern(item.String("nodeName")),
                    TargetPod = EndpointSliceReader.TargetPod(reading, item.Object("targetRef"), ownNamespace),
                    Line = item.Line,
                }
            );
        }
    }
}
