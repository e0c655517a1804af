namespace NetworkSimulator.Dns;

/// <summary>How many slips of the keyboard lie between two names.</summary>
internal static class EditDistance
{
    /// <summary>Letters added, left out, replaced or swapped with their neighbour; above the limit, anything above it.</summary>
    public static int Between(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit || b.Length > DnsName.MaxLength)
            return limit + 1;
        var width = b.Length + 1;
        Span<int> rows = stackalloc int[3 * width];
        var before = rows[..width];
        var last = rows[width..(2 * width)];
        var current = rows[(2 * width)..];
        for (var j = 0; j < width; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            var best = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(last[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
                best = Math.Min(best, current[j]);
            }
            if (best > limit)
                return limit + 1;
            var spare = before;
            before = last;
            last = current;
            current = spare;
        }
        return last[b.Length];
    }
}
