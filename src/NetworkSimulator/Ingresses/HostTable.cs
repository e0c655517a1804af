using System.Collections.Frozen;

namespace NetworkSimulator.Ingresses;

/// <summary>Finds what belongs to a host: by its name, by a wildcard that covers its first label, or for any host.</summary>
internal sealed class HostTable<T>
    where T : class
{
    private readonly FrozenDictionary<string, T> _exact;
    private readonly FrozenDictionary<string, T> _wildcards;
    private readonly FrozenDictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _byDomain;

    /// <param name="entries">Entries by host as rules write it: a name, <c>*.</c> and a domain, or empty for any host.</param>
    public HostTable(IReadOnlyDictionary<string, T> entries)
    {
        _exact = Where(entries, host => host.Length > 0 && !IsWildcard(host), host => host);
        _wildcards = Where(entries, IsWildcard, host => host[2..]);
        _byDomain = _wildcards.GetAlternateLookup<ReadOnlySpan<char>>();
        Any = entries.GetValueOrDefault("");
        All = [.. entries.Values.Distinct()];
    }

    public IReadOnlyList<T> All { get; }

    /// <summary>What belongs to every host, or null.</summary>
    public T? Any { get; }

    public T? Exact(string host) => _exact.GetValueOrDefault(host);

    /// <summary>A wildcard stands for exactly one label: neither for two nor for none.</summary>
    public T? Wildcard(ReadOnlySpan<char> host)
    {
        var dot = host.IndexOf('.');
        return dot > 0 && _byDomain.TryGetValue(host[(dot + 1)..], out var entry) ? entry : null;
    }

    /// <summary>The most specific entry, or null.</summary>
    public T? Find(string host) => Exact(host) ?? Wildcard(host) ?? Any;

    /// <summary>The wildcard entry that would take the host if a wildcard covered more than one label, or none at all.</summary>
    public T? WildcardOfOtherDepth(ReadOnlySpan<char> host)
    {
        for (var domain = host; ; )
        {
            if (_byDomain.TryGetValue(domain, out var entry))
                return entry;
            var dot = domain.IndexOf('.');
            if (dot < 0)
                return null;
            domain = domain[(dot + 1)..];
        }
    }

    public static bool IsWildcard(string host) => host.StartsWith("*.", StringComparison.Ordinal);

    private static FrozenDictionary<string, T> Where(
        IReadOnlyDictionary<string, T> entries,
        Func<string, bool> condition,
        Func<string, string> key
    ) => entries.Where(e => condition(e.Key)).ToFrozenDictionary(e => key(e.Key), e => e.Value, StringComparer.Ordinal);
}
