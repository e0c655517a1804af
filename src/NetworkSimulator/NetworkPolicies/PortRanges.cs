using System.Collections.Immutable;
using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>The ports of a rule: numbers as sorted ranges that do not touch, names looked up on the Pod that is called.</summary>
internal sealed class PortRanges
{
    private readonly int[] _first;
    private readonly int[] _last;
    private readonly (string Name, Protocol Protocol)[] _names;

    private PortRanges(int[] first, int[] last, (string, Protocol)[] names) =>
        (_first, _last, _names) = (first, last, names);

    /// <summary>First and last number that may be open, and whether only a closer look tells.</summary>
    public (int First, int Last, bool HasMore) Hull
    {
        get
        {
            var (first, last) = _first.Length == 0 ? (int.MaxValue, 0) : (_first[0], _last[^1]);
            foreach (var (_, protocol) in _names)
                (first, last) = (Math.Min(first, Number(protocol, 0)), Math.Max(last, Number(protocol, 65535)));
            return (first, last, _names.Length > 0 || _first.Length > 1);
        }
    }

    /// <summary>The name where a name is all there is, else null.</summary>
    public (string Name, Protocol Protocol)? OnlyName => _first.Length == 0 && _names.Length == 1 ? _names[0] : null;

    /// <summary>The port and its protocol as one number. Each protocol has its own stretch, so one comparison checks both.</summary>
    public static int Number(Protocol protocol, int port) => ((int)protocol << 16) | port;

    /// <summary>Whether the port that is called is open.</summary>
    public bool Contains(in PolicyCall call)
    {
        var number = call.Number;
        var (low, high) = (0, _first.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (_first[middle] <= number)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return (high >= 0 && number <= _last[high]) || (_names.Length > 0 && HasName(call));
    }

    /// <summary>Compiles a rule's ports; null where the rule opens every port of every protocol.</summary>
    public static PortRanges? Of(ImmutableArray<NetworkPolicyPort> ports)
    {
        if (ports.IsEmpty)
            return null;
        var ranges = new List<(int First, int Last)>(ports.Length);
        var names = new List<(string, Protocol)>();
        foreach (var port in ports)
            if (port.Port is not { } reference)
                ranges.Add((Number(port.Protocol, 0), Number(port.Protocol, 65535)));
            else if (reference.IsNamed)
                names.Add((reference.Name, port.Protocol));
            else
                ranges.Add((Number(port.Protocol, reference.Number), Number(port.Protocol, LastOf(port))));
        ranges.Sort();
        var merged = new List<(int First, int Last)>(ranges.Count);
        foreach (var range in ranges)
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            else
                merged.Add(range);
        return new([.. merged.Select(m => m.First)], [.. merged.Select(m => m.Last)], [.. names]);
    }

    private static int LastOf(NetworkPolicyPort port) => Math.Max(port.EndPort, port.Port!.Value.Number);

    private bool HasName(in PolicyCall call)
    {
        if (call.Target is not { } target)
            return false;
        foreach (var declared in target.Ports)
            if (declared.Number == call.Port && declared.Protocol == call.Protocol)
                foreach (var (name, protocol) in _names)
                    if (protocol == declared.Protocol && name == declared.Name)
                        return true;
        return false;
    }
}
