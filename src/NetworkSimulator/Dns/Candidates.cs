using NetworkSimulator.Flows;

namespace NetworkSimulator.Dns;

/// <summary>The names that a lookup tried, in order. They are put together when they are written, not kept.</summary>
/// <param name="Name">The name as the caller gave it.</param>
/// <param name="Query">The same, read.</param>
/// <param name="Type">The type asked for; null for addresses of either family.</param>
/// <param name="Count">How many were tried.</param>
internal readonly record struct Candidates(string Name, QueryName Query, DnsRecordType? Type, int Count)
{
    /// <summary>Writes one of them.</summary>
    /// <param name="text">Takes it.</param>
    /// <param name="resolver">The resolver that tried them.</param>
    /// <param name="number">Its place in the order, from 0.</param>
    public void Append(ReasonText text, Resolver resolver, int number)
    {
        text.Append(Query.Text);
        var search = SearchOf(resolver, number);
        if (search.Length > 0)
            text.Append('.').Append(search);
    }

    public string NameOf(Resolver resolver, int number) =>
        SearchOf(resolver, number) is { Length: > 0 } search ? $"{Query.Text}.{search}" : Query.Text;

    /// <summary>The search domain that completes it; empty where it is tried as it stands.</summary>
    private string SearchOf(Resolver resolver, int number)
    {
        if (resolver.TriesFirst(Query) && number-- == 0)
            return "";
        foreach (var search in resolver.Searches)
            if (DnsName.Fits(Query.Text.Length, search) && number-- == 0)
                return search;
        return "";
    }
}
