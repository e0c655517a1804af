using System.Collections.Immutable;
using System.Globalization;
using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Reads Istio's PeerAuthentications.</summary>
internal static class PeerAuthenticationReader
{
    public static void Read(Reading reading)
    {
        var meta = reading.Meta("PeerAuthentication");
        var spec = reading.Root.Object("spec");
        reading.Check(spec, KnownFields.PeerAuthenticationSpec);
        var selector = spec.Object("selector");
        reading.Check(selector, KnownFields.WorkloadSelector);
        var mtls = spec.Object("mtls");
        reading.Check(mtls, KnownFields.MutualTls);
        reading.Lines.Add("spec.selector", selector);
        reading.Lines.Add("spec.mtls.mode", mtls["mode"]);
        reading.Draft.PeerAuthentications.Add(
            new()
            {
                Metadata = meta,
                Selector = selector.Exists ? reading.Selectors.Read(selector) : null,
                Mode = ModeOf(mtls),
                Ports = ReadPorts(reading, spec.Object("portLevelMtls"), selector),
                Source = reading.Source(),
            }
        );
    }

    private static ImmutableArray<PortMutualTls> ReadPorts(Reading reading, Field map, Field selector)
    {
        var ports = ImmutableArray.CreateBuilder<PortMutualTls>();
        if (map.Exists && !selector.Object("matchLabels").Exists)
            map.Error("Modes of single ports stand without a selector.", "a selector beside portLevelMtls");
        foreach (var entry in map.Entries)
        {
            var value = entry.Value;
            reading.Check(value, KnownFields.MutualTls);
            if (
                !int.TryParse(entry.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                || port is < 1 or > 65535
            )
                value.Error($"The key {Field.Shorten(entry.Key)} is no port.", "a port from 1 to 65535");
            else if (value.AsMapping().Exists)
                ports.Add(new(port, ModeOf(value), value["mode"].Line));
        }
        return ports.ToImmutable();
    }

    private static MutualTlsMode ModeOf(Field mtls)
    {
        var mode = mtls["mode"];
        if (!mode.Exists)
            return MutualTlsMode.Unset;
        var text = mode.AsString() ?? "";
        switch (text)
        {
            case "STRICT":
                return MutualTlsMode.Strict;
            case "PERMISSIVE":
                return MutualTlsMode.Permissive;
            case "DISABLE":
                return MutualTlsMode.Disable;
            case "UNSET":
                break;
            default:
                mode.NotOneOf(text, "STRICT", "PERMISSIVE", "DISABLE", "UNSET");
                break;
        }
        return MutualTlsMode.Unset;
    }
}
