using System.Buffers.Text;
using System.Text;

namespace KnowledgeApi.Hosting.Requests;

/// <summary>Part of a list; <paramref name="NextCursor"/> asks for what follows and is absent at the end.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor = null)
{
    public Page<TShown> Select<TShown>(Func<T, TShown> show) => new([.. Items.Select(show)], NextCursor);
}

public static class Page
{
    /// <summary>The items after the one that the cursor names: new content before it moves nothing.</summary>
    public static Outcome<Page<T>> Of<T>(IEnumerable<T> all, Func<T, string> id, int limit, string? cursor)
    {
        var rest = all;
        if (!string.IsNullOrEmpty(cursor))
        {
            if (Cursor.Read(cursor) is not { } last)
                return Cursor.Fault(cursor);
            var list = all as IReadOnlyList<T> ?? [.. all];
            var at = 0;
            while (at < list.Count && id(list[at]) != last)
                at++;
            if (at == list.Count)
                return Cursor.Fault(cursor);
            rest = list.Skip(at + 1);
        }
        var items = rest.Take(limit + 1).ToList();
        if (items.Count <= limit)
            return new Page<T>(items);
        items.RemoveAt(limit);
        return new Page<T>(items, Cursor.Write(id(items[^1])));
    }
}

/// <summary>A place in a list, opaque to callers.</summary>
public static class Cursor
{
    private const int Longest = 400;

    public static string Write(string place) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(place));

    public static string? Read(string cursor)
    {
        if (cursor.Length > Longest || !Base64Url.IsValid(cursor))
            return null;
        return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
    }

    public static Fault Fault(string cursor) =>
        Requests.Fault.BadArgument(
            "cursor",
            cursor,
            "the nextCursor of an earlier answer to the same question, unchanged"
        );
}
