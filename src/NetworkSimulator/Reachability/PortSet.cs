using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NetworkSimulator.NetworkPolicies;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Reachability;

/// <summary>Ports from 1 to 65535 by protocol, as ranges that do not touch.</summary>
/// <remarks>The text form is that of np-guard's netpol-analyzer: <c>All Connections</c> or <c>SCTP 1-65535,TCP 80,443-445</c>.</remarks>
public sealed class PortSet : IEquatable<PortSet>
{
    private const int LastPort = 65535;

    private static readonly Protocol[] Alphabetical = [Protocol.SCTP, Protocol.TCP, Protocol.UDP];

    // First and last of each range in turn, port and protocol as one number. Port 0 is never in, so that ranges of two
    // protocols cannot touch.
    private readonly int[] _bounds;
    private readonly int _hash;
    private string? _text;

    private PortSet(int[] bounds)
    {
        _bounds = bounds;
        var hash = new HashCode();
        foreach (var bound in bounds)
            hash.Add(bound);
        _hash = hash.ToHashCode();
    }

    /// <summary>No port of any protocol.</summary>
    public static PortSet None { get; } = new([]);

    /// <summary>Every port of every protocol.</summary>
    public static PortSet All { get; } =
        Of(Enum.GetValues<Protocol>().Select(protocol => new PortRange(protocol, 1, LastPort)));

    /// <summary>Whether no port is in the set.</summary>
    public bool IsEmpty => _bounds.Length == 0;

    /// <summary>Whether every port of every protocol is in the set.</summary>
    public bool IsAll => ReferenceEquals(this, All) || (_hash == All._hash && Equals(All));

    /// <summary>The ranges by protocol and number, protocols in alphabetical order.</summary>
    public ImmutableArray<PortRange> Ranges =>
        [
            .. Alphabetical.SelectMany(protocol =>
                Enumerable
                    .Range(0, _bounds.Length / 2)
                    .Where(i => _bounds[2 * i] >> 16 == (int)protocol)
                    .Select(i => new PortRange(protocol, _bounds[2 * i] & LastPort, _bounds[2 * i + 1] & LastPort))
            ),
        ];

    /// <summary>The set of all ports of the ranges; what lies outside 1 to 65535 is left out.</summary>
    public static PortSet Of(IEnumerable<PortRange> ranges)
    {
        var pairs = new List<(int First, int Last)>();
        foreach (var (protocol, first, last) in ranges)
            if (Math.Max(1, first) <= Math.Min(LastPort, last))
                pairs.Add(
                    (
                        PortRanges.Number(protocol, Math.Max(1, first)),
                        PortRanges.Number(protocol, Math.Min(LastPort, last))
                    )
                );
        pairs.Sort();
        var bounds = new List<int>(2 * pairs.Count);
        foreach (var (first, last) in pairs)
            if (bounds.Count > 0 && first <= bounds[^1] + 1)
                bounds[^1] = Math.Max(bounds[^1], last);
            else
                bounds.AddRange([first, last]);
        return bounds.Count == 0 ? None : new([.. bounds]);
    }

    /// <summary>Whether the port is in the set.</summary>
    public bool Contains(Protocol protocol, int port)
    {
        var number = PortRanges.Number(protocol, port);
        for (var i = 0; i < _bounds.Length; i += 2)
            if (number >= _bounds[i] && number <= _bounds[i + 1])
                return true;
        return false;
    }

    /// <summary>What is in either set.</summary>
    public PortSet Union(PortSet other) =>
        IsEmpty || other.IsAll ? other
        : other.IsEmpty || IsAll || ReferenceEquals(this, other) ? this
        : Merge(other, (mine, others) => mine || others);

    /// <summary>What is in both sets.</summary>
    public PortSet Intersect(PortSet other) =>
        IsEmpty || other.IsAll ? this
        : other.IsEmpty || IsAll || ReferenceEquals(this, other) ? other
        : Merge(other, (mine, others) => mine && others);

    /// <summary>What is in this set and not in the other.</summary>
    public PortSet Except(PortSet other) =>
        IsEmpty || other.IsEmpty ? this
        : other.IsAll || ReferenceEquals(this, other) ? None
        : Merge(other, (mine, others) => mine && !others);

    private PortSet Merge(PortSet other, Func<bool, bool, bool> keeps)
    {
        var bounds = new List<int>(_bounds.Length + other._bounds.Length);
        var (i, j, inside) = (0, 0, false);
        while (i < _bounds.Length || j < other._bounds.Length)
        {
            var at = Math.Min(StepAt(_bounds, i), StepAt(other._bounds, j));
            if (i < _bounds.Length && StepAt(_bounds, i) == at)
                i++;
            if (j < other._bounds.Length && StepAt(other._bounds, j) == at)
                j++;
            var keep = keeps((i & 1) == 1, (j & 1) == 1);
            if (keep != inside)
                bounds.Add(keep ? at : at - 1);
            inside = keep;
        }
        return bounds.Count == 0 ? None : new([.. bounds]);
    }

    /// <summary>Where the set changes next: at the first number of a range, or behind its last.</summary>
    private static int StepAt(int[] bounds, int i) => i == bounds.Length ? int.MaxValue : bounds[i] + (i & 1);

    /// <inheritdoc/>
    public bool Equals(PortSet? other) =>
        other is not null
        && (ReferenceEquals(this, other) || (_hash == other._hash && _bounds.AsSpan().SequenceEqual(other._bounds)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PortSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary><c>All Connections</c>, <c>No Connections</c>, or the ranges by protocol.</summary>
    public override string ToString() => _text ??= Write();

    private string Write()
    {
        if (IsEmpty)
            return "No Connections";
        if (IsAll)
            return "All Connections";
        var text = new StringBuilder();
        Protocol? last = null;
        foreach (var range in Ranges)
        {
            text.Append(text.Length == 0 ? "" : ",");
            if (range.Protocol != last)
                text.Append(range.Protocol).Append(' ');
            text.Append(CultureInfo.InvariantCulture, $"{range.First}");
            if (range.Last > range.First)
                text.Append(CultureInfo.InvariantCulture, $"-{range.Last}");
            last = range.Protocol;
        }
        return text.ToString();
    }
}

/// <summary>Neighbouring ports of one protocol.</summary>
/// <param name="Protocol">Transport protocol.</param>
/// <param name="First">First port, from 1.</param>
/// <param name="Last">Last port, up to 65535.</param>
public readonly record struct PortRange(Protocol Protocol, int First, int Last);
