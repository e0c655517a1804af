namespace KnowledgeApi.Search;

/// <summary>Every word the index holds, and how many sections hold it.</summary>
public sealed class Vocabulary
{
    // Longer ones are identifiers, which nobody types by heart.
    private const int LongestCompared = 40;

    private readonly TermIndex index;
    private readonly int[] inOrder;

    public Vocabulary(TermIndex index, int sections)
    {
        this.index = index;
        Sections = sections;
        inOrder = [.. Enumerable.Range(0, index.Terms.Length)];
        inOrder.AsSpan().Sort((a, b) => string.CompareOrdinal(index.Terms[a], index.Terms[b]));
    }

    public int Sections { get; }

    public bool Knows(string term) => index.Number(term) >= 0;

    /// <summary>In how many sections the word stands; 0 where it stands in none.</summary>
    public int SectionsWith(string term) => index.Sections.Count(index.Number(term));

    /// <summary>How much a word tells: a rare one much, an unknown one most.</summary>
    public double Weight(string term) => Weight(SectionsWith(term));

    public double Weight(int sectionsWith) => Math.Log(1 + (Sections + 1) / (sectionsWith + 0.5));

    /// <summary>
    /// The words within so many letters added, dropped, changed or exchanged with their neighbour. Words in order share
    /// their beginnings, so what is known of one beginning is worked out once, and a hopeless one is passed over whole.
    /// </summary>
    public List<(string Word, int Distance)> Like(string term, int most)
    {
        var found = new List<(string, int)>();
        if (term.Length > LongestCompared)
            return found;
        var width = term.Length + 1;
        Span<int> rows = stackalloc int[(LongestCompared + most + 1) * width];
        for (var j = 0; j < width; j++)
            rows[j] = j;
        var before = "";
        for (var i = 0; i < inOrder.Length; )
        {
            var word = index.Terms[inOrder[i]];
            var depth = before.AsSpan().CommonPrefixLength(word);
            var hopeless = word.Length > term.Length + most;
            var length = Math.Min(word.Length, term.Length + most);
            while (depth < length)
            {
                depth++;
                // An exchange looks back two letters, so both rows must be out of reach.
                if (
                    Next(rows, width, word, term, depth) <= most
                    || Least(rows.Slice((depth - 1) * width, width)) < most
                )
                    continue;
                length = depth;
                hopeless = true;
            }
            before = word[..length];
            if (!hopeless && rows[word.Length * width + term.Length] is var distance && distance <= most)
                found.Add((word, distance));
            i = hopeless ? After(before, i + 1) : i + 1;
        }
        return found;
    }

    // The distances of the word's first letters to each beginning of the term; the least of them.
    private static int Next(Span<int> rows, int width, string word, string term, int depth)
    {
        var row = rows.Slice(depth * width, width);
        var last = rows.Slice((depth - 1) * width, width);
        var least = row[0] = depth;
        for (var j = 1; j < width; j++)
        {
            var cost = word[depth - 1] == term[j - 1] ? 0 : 1;
            row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
            if (depth > 1 && j > 1 && word[depth - 1] == term[j - 2] && word[depth - 2] == term[j - 1])
                row[j] = Math.Min(row[j], rows[(depth - 2) * width + j - 2] + 1);
            least = Math.Min(least, row[j]);
        }
        return least;
    }

    private static int Least(ReadOnlySpan<int> row)
    {
        var least = row[0];
        foreach (var distance in row)
            least = Math.Min(least, distance);
        return least;
    }

    // The first word from there on that does not begin so.
    private int After(string beginning, int from)
    {
        var (low, high) = (from, inOrder.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (index.Terms[inOrder[middle]].StartsWith(beginning, StringComparison.Ordinal))
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
