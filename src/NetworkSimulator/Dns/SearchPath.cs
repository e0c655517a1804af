using NetworkSimulator.Flows;

namespace NetworkSimulator.Dns;

/// <summary>Tries a name as the caller's resolver does: through the search path, as it stands, until a server has an answer.</summary>
/// <remarks>
/// Follows glibc's <c>resolv/res_query.c</c> (__res_context_search): a name with at least ndots dots is tried as it
/// stands first, else last; a candidate that exists without the record asked for does not end the search.
/// </remarks>
internal static class SearchPath
{
    private const int MaxAliases = 8;

    /// <summary>Walks the candidates.</summary>
    /// <param name="server">The servers.</param>
    /// <param name="client">Who asks.</param>
    /// <param name="name">The name as the caller gives it.</param>
    /// <param name="type">The type asked for; null for addresses of either family, as a connection asks.</param>
    /// <param name="trail">Notes the candidates; null where nobody wants to know. Types other than addresses need it.</param>
    public static Found Walk(
        CoreDns server,
        in DnsClient client,
        QueryName name,
        DnsRecordType? type,
        SearchTrail? trail
    )
    {
        if (!name.IsName)
            return new(NameEntry.Missing, Rcode.NxDomain, false);
        trail?.Begin(name);
        Rcode? asIs = null;
        if (client.Resolver.TriesFirst(name))
        {
            var found = Try(server, client, name.Text, type, trail, 1);
            if (found.IsHit || name.IsAbsolute)
                return found;
            asIs = found.Rcode;
        }
        return Search(server, client, name.Text, type, trail, asIs);
    }

    private static Found Search(
        CoreDns server,
        in DnsClient client,
        string name,
        DnsRecordType? type,
        SearchTrail? trail,
        Rcode? asIs
    )
    {
        Span<char> buffer = stackalloc char[DnsName.MaxLength];
        name.CopyTo(buffer);
        var (exists, failed, tried) = (false, false, asIs is not null);
        var count = asIs is null ? 0 : 1;
        foreach (var search in client.Resolver.Searches)
        {
            var end = DnsName.Append(buffer, name.Length, search);
            if (end == 0)
                continue;
            var found = Try(server, client, buffer[..end], type, trail, ++count);
            if (found.IsHit)
                return found;
            exists |= found.Rcode == Rcode.NoError;
            failed |= found.Rcode is Rcode.ServFail or Rcode.Refused;
            tried |= search.Length == 0;
        }
        var last = Rcode.NxDomain;
        if (!tried)
        {
            var found = Try(server, client, name, type, trail, ++count);
            if (found.IsHit)
                return found;
            last = found.Rcode;
        }
        return new(
            NameEntry.Missing,
            asIs
                ?? (
                    exists ? Rcode.NoError
                    : failed ? Rcode.ServFail
                    : last
                ),
            false
        );
    }

    /// <param name="count">How many names have been tried, with this one.</param>
    private static Found Try(
        CoreDns server,
        in DnsClient client,
        ReadOnlySpan<char> name,
        DnsRecordType? type,
        SearchTrail? trail,
        int count
    )
    {
        var entry = server.Find(name, type ?? DnsRecordType.A, client.Server.IsClusterDns);
        if (trail is not null)
            return Follow(server, name, type, entry, trail);
        if (entry.Kind == NameKind.Missing)
            return new(entry, Rcode.NxDomain, false);
        // Without a trail only addresses are asked for.
        var answered = entry;
        var hit = entry.Kind == NameKind.Alias && FollowsOut(server, ref answered, type, null);
        hit |= HasAddress(answered, type);
        return new(hit ? answered : NameEntry.Missing, RcodeOf(entry), hit, (byte)count, entry.Kind == NameKind.Alias);
    }

    private static Found Follow(
        CoreDns server,
        ReadOnlySpan<char> name,
        DnsRecordType? type,
        in NameEntry entry,
        SearchTrail trail
    )
    {
        var tried = trail.Add(name, entry);
        var addresses = type is null or DnsRecordType.A or DnsRecordType.AAAA;
        var answered = entry;
        var hit = false;
        if (addresses && entry.Kind == NameKind.Alias)
            hit = FollowsOut(server, ref answered, type, tried);
        if (addresses)
            hit |= HasAddress(answered, type);
        // Whoever connects asks for no type, and of its records only the hosts plugin's are told.
        if (type is not null || entry.Kind == NameKind.Hosts)
            trail.Records = DnsRecords.Of(server, name, entry, answered, type ?? DnsRecordType.A, tried.Aliases, hit);
        hit |= !addresses && trail.Records.Count > 0;
        (tried.Answered, tried.Rcode) = (answered, RcodeOf(entry));
        return new(hit ? answered : NameEntry.Missing, tried.Rcode, hit);
    }

    private static Rcode RcodeOf(in NameEntry entry) =>
        entry.Kind switch
        {
            NameKind.Missing => Rcode.NxDomain,
            NameKind.Failed => Rcode.ServFail,
            NameKind.Unserved => Rcode.Refused,
            _ => Rcode.NoError,
        };

    private static bool HasAddress(in NameEntry entry, DnsRecordType? type) =>
        (type != DnsRecordType.AAAA && entry.Addresses(false).Length > 0)
        || (type != DnsRecordType.A && entry.Addresses(true).Length > 0)
        || (entry.Kind == NameKind.Public && type is null);

    /// <summary>
    /// Follows ExternalName Services. CoreDNS gives an alias to a name outside its zones whether or not that name
    /// resolves, an alias to one of its own names only where that one has the record; true for the former.
    /// </summary>
    private static bool FollowsOut(CoreDns server, ref NameEntry entry, DnsRecordType? type, TriedName? tried)
    {
        for (var i = 0; i < MaxAliases; i++)
        {
            var target = server.Services.TargetOf(entry.Service);
            tried?.Aliases.Add(target);
            entry = server.Find(target, type ?? DnsRecordType.A, true);
            if (!server.IsInZone(target))
                return true;
            if (entry.Kind != NameKind.Alias)
                return false;
        }
        return false;
    }
}

/// <summary>What a walk over the candidates ends with.</summary>
/// <param name="Entry">What the name that answered has, aliases followed; missing where none did.</param>
/// <param name="Rcode">The code that the caller's resolver reports.</param>
/// <param name="IsHit">Whether a candidate had the records asked for.</param>
/// <param name="Tried">How many candidates were tried until one had them; told where nobody notes them.</param>
/// <param name="IsAlias">Whether that one is an alias.</param>
internal readonly record struct Found(NameEntry Entry, Rcode Rcode, bool IsHit, byte Tried = 0, bool IsAlias = false);

/// <summary>Notes on a walk, for its explanation.</summary>
internal sealed class SearchTrail(string name, DnsRecordType? type)
{
    public string Name { get; } = name;

    /// <summary>The type asked for; null for addresses of either family.</summary>
    public DnsRecordType? Type { get; } = type;

    /// <summary>The name as it was read; null where it is none.</summary>
    public QueryName? Query { get; private set; }

    public bool IsAbsolute => Query is { IsAbsolute: true };

    public List<TriedName> Tried { get; } = [];

    /// <summary>Records of the candidate tried last.</summary>
    public List<string> Records { get; set; } = [];

    public void Begin(QueryName name) => Query = name;

    public TriedName Add(ReadOnlySpan<char> name, NameEntry entry)
    {
        var tried = new TriedName(name.ToString(), entry);
        Tried.Add(tried);
        return tried;
    }
}

/// <summary>A candidate and what the server had under it.</summary>
internal sealed class TriedName(string name, NameEntry entry)
{
    public string Name { get; } = name;

    public NameEntry Entry { get; } = entry;

    /// <summary>The entry after aliases were followed.</summary>
    public NameEntry Answered { get; set; } = entry;

    public Rcode Rcode { get; set; }

    /// <summary>Targets of the aliases followed.</summary>
    public List<string> Aliases => field ??= [];
}
