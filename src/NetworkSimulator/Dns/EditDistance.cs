namespace NetworkSimulator.Dns;

/// <summary>How many letters two names differ by.</summary>
internal static class EditDistance
{
    /// <summary>The Levenshtein distance, or anything above the limit where it is more than that.</summary>
    public static int Between(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit || a.Length > DnsName.MaxLength || b.Length > DnsName.MaxLength)
            return limit + 1;
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j < row.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            var best = row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
                best = Math.Min(best, row[j]);
            }
            if (best > limit)
                return limit + 1;
        }
        return row[b.Length];
    }
}
