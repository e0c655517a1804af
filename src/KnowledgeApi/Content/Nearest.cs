using System.Collections.Immutable;

namespace KnowledgeApi.Content;

/// <summary>Which known names an unknown one was probably meant to be.</summary>
internal static class Nearest
{
    private const int Suggestions = 3;
    private const int LongestName = 120;

    public static ImmutableArray<string> Of(string name, IEnumerable<string> known)
    {
        // What a caller sends is bounded before it meets the quadratic comparison.
        var wanted = name.Length > LongestName ? name[..LongestName] : name;
        var limit = Math.Max(2, wanted.Length / 2);
        var names = known as IReadOnlyCollection<string> ?? [.. known];
        ImmutableArray<string> near =
        [
            .. names
                .Select(candidate => (candidate, distance: Distance(wanted, candidate, limit)))
                .Where(pair => pair.distance <= limit)
                .OrderBy(pair => pair.distance)
                .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
                .Take(Suggestions)
                .Select(pair => pair.candidate),
        ];
        return near.IsEmpty ? ByBeginning(wanted, names) : near;
    }

    // Nothing is like it: a few that begin alike still show how names look here.
    private static ImmutableArray<string> ByBeginning(string wanted, IEnumerable<string> names) =>
        [
            .. names
                .OrderByDescending(name => name.AsSpan().CommonPrefixLength(wanted))
                .ThenBy(name => name, StringComparer.Ordinal)
                .Take(Suggestions),
        ];

    /// <summary>Edits between the two, or more than <paramref name="limit"/>; part of a name counts as near.</summary>
    private static int Distance(string wanted, string candidate, int limit)
    {
        if (wanted.Length > 2 && candidate.Contains(wanted, StringComparison.OrdinalIgnoreCase))
            return 1;
        if (candidate.Length > LongestName || Math.Abs(wanted.Length - candidate.Length) > limit)
            return limit + 1;
        Span<int> row = stackalloc int[candidate.Length + 1];
        for (var j = 0; j < row.Length; j++)
            row[j] = j;
        for (var i = 1; i <= wanted.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            var best = i;
            for (var j = 1; j < row.Length; j++)
            {
                var same = char.ToLowerInvariant(wanted[i - 1]) == char.ToLowerInvariant(candidate[j - 1]);
                var edits = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                (diagonal, row[j]) = (row[j], edits);
                best = Math.Min(best, edits);
            }
            if (best > limit)
                return limit + 1;
        }
        return row[^1];
    }
}
