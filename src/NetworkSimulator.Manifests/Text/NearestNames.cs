namespace NetworkSimulator.Manifests.Text;

/// <summary>Finds the names that someone may have meant.</summary>
internal static class NearestNames
{
    private const int Shown = 3;

    // Bounds the work for one error in a large cluster; what is beyond could not be read by a person anyway.
    private const int MostCompared = 5_000;
    private const int LongestCompared = 128;

    public static IReadOnlyList<string> Of(string name, IReadOnlyCollection<string> names)
    {
        var wanted = name.Length > LongestCompared ? name[..LongestCompared] : name;
        return
        [
            .. names
                .Take(MostCompared)
                .OrderBy(candidate => Distance(wanted, candidate))
                .ThenBy(candidate => candidate, StringComparer.Ordinal)
                .Take(Shown),
        ];
    }

    /// <summary>Edits between two names; the same last part, as with a wrong namespace, counts as one edit.</summary>
    private static int Distance(string wanted, string candidate)
    {
        var slash = wanted.LastIndexOf('/');
        if (candidate.EndsWith(slash < 0 ? $"/{wanted}" : wanted[slash..], StringComparison.Ordinal))
            return 1;
        var length = Math.Min(candidate.Length, LongestCompared);
        Span<int> row = stackalloc int[LongestCompared + 1];
        for (var j = 0; j <= length; j++)
            row[j] = j;
        for (var i = 1; i <= wanted.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= length; j++)
            {
                var above = row[j];
                var change = diagonal + (wanted[i - 1] == candidate[j - 1] ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[length];
    }
}
