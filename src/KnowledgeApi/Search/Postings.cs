namespace KnowledgeApi.Search;

/// <summary>
/// For each word the rows that hold it, in order, and how much it counts there (bm25's share of a word, without its
/// rarity, in one byte). Five bytes a posting and no object.
/// </summary>
internal sealed class Postings(int[] starts, int[] rows, byte[] impacts)
{
    private const float Unit = 1f / byte.MaxValue;

    public long Bytes => (long)starts.Length * 4 + (long)rows.Length * 5;

    /// <summary>How many rows hold the word.</summary>
    public int Count(int term) => term < 0 ? 0 : starts[term + 1] - starts[term];

    public ReadOnlySpan<int> Rows(int term) => Count(term) == 0 ? [] : rows.AsSpan(starts[term], Count(term));

    /// <summary>Adds the word's share to every row that holds it.</summary>
    public void AddTo(float[] scores, int term, float weight)
    {
        var found = Rows(term);
        if (found.IsEmpty)
            return;
        var shares = impacts.AsSpan(starts[term], found.Length);
        weight *= Unit;
        for (var i = 0; i < found.Length; i++)
            scores[found[i]] += weight * shares[i];
    }

    public bool Holds(int term, int row) => Rows(term).BinarySearch(row) >= 0;

    /// <summary>Raises each of the shares of the rows that begin with <paramref name="first"/> to the word's, where that is larger.</summary>
    public void RaiseTo(Span<float> shares, int term, int first, float weight)
    {
        var found = Rows(term);
        var at = found.BinarySearch(first);
        for (at = at < 0 ? ~at : at; at < found.Length && found[at] < first + shares.Length; at++)
        {
            var share = weight * Unit * impacts[starts[term] + at];
            ref var held = ref shares[found[at] - first];
            held = Math.Max(held, share);
        }
    }
}

/// <summary>Takes postings row by row and sorts them by word.</summary>
internal sealed class PostingsBuilder
{
    private readonly List<int> terms = [];
    private readonly List<int> rows = [];
    private readonly List<uint> counts = [];

    public void Add(int term, int row, uint count)
    {
        terms.Add(term);
        rows.Add(row);
        counts.Add(count);
    }

    /// <param name="share">What a count is worth in a row, 0 to 1.</param>
    public Postings Build(int termCount, Func<int, uint, double> share)
    {
        var starts = new int[termCount + 1];
        foreach (var term in terms)
            starts[term + 1]++;
        for (var i = 0; i < termCount; i++)
            starts[i + 1] += starts[i];
        var next = starts.AsSpan(0, termCount).ToArray();
        var sorted = new int[terms.Count];
        var impacts = new byte[terms.Count];
        for (var i = 0; i < terms.Count; i++)
        {
            var at = next[terms[i]]++;
            sorted[at] = rows[i];
            // A word that stands there never counts for nothing.
            impacts[at] = (byte)Math.Clamp(Math.Round(share(rows[i], counts[i]) * byte.MaxValue), 1, byte.MaxValue);
        }
        return new Postings(starts, sorted, impacts);
    }
}
