using System.Text;
using KnowledgeApi.Content;

namespace KnowledgeApi.Search;

/// <summary>The words of all rows, inverted and in memory: what ranks. Built once, then only read.</summary>
public sealed class TermIndex
{
    private const double K1 = 1.2;

    // Heading, path, body, code: what a word counts there, and how much the field's length takes from it.
    private static readonly (double Weight, double Length)[] SectionFields =
    [
        (6, 0.6),
        (0.5, 0.5),
        (1, 0.75),
        (0.7, 0.75),
    ];

    private static readonly (double Weight, double Length)[] EntryFields = [(2, 0.5), (1, 0.75)];

    private readonly Dictionary<string, int> numbers;

    // The words of a stem as a chain: most stems have one word, which an array of its own would make dear.
    private readonly Dictionary<string, int> firstOfStem;
    private readonly int[] nextOfStem;

    internal TermIndex(SearchRows rows, TermTable table)
    {
        var sections = new FieldCounts(SectionFields, K1);
        var units = new FieldCounts([(1, 0.75)], K1);
        var headings = new FieldCounts([(1, 0)], K1);
        var entries = new FieldCounts(EntryFields, K1);
        var characters = new char[1024];
        foreach (var section in rows.Sections)
        {
            sections.Count(table, 0, section.Heading);
            foreach (var above in section.Path.AsSpan()[..^1])
                sections.Count(table, 1, above);
            foreach (var heading in section.Path)
                headings.Count(table, 0, heading);
            headings.End();
            foreach (var unit in section.Units)
            {
                if (characters.Length < unit.Length)
                    characters = new char[2 * unit.Length];
                var text = characters.AsSpan(0, Encoding.UTF8.GetChars(unit.Utf8, characters));
                sections.Count(table, unit.Kind == UnitKind.Code ? 3 : 2, text);
                units.Count(table, 0, text);
                units.End();
            }
            sections.End();
        }
        foreach (var entry in rows.Entries)
        {
            entries.Count(table, 0, entry.Title);
            entries.Count(table, 1, entry.Text);
            entries.Count(table, 1, entry.Also);
            entries.End();
        }
        numbers = table.Numbers;
        Terms = [.. table.Terms];
        Sections = sections.Build(Terms.Length);
        Units = units.Build(Terms.Length);
        Entries = entries.Build(Terms.Length);
        Headings = headings.Build(Terms.Length);
        (firstOfStem, nextOfStem) = StemsOf(Terms);
    }

    private TermIndex(string[] terms, Postings sections, Postings units, Postings entries, Postings headings)
    {
        (Terms, Sections, Units, Entries, Headings) = (terms, sections, units, entries, headings);
        numbers = new(terms.Length);
        for (var i = 0; i < terms.Length; i++)
            numbers.Add(terms[i], i);
        (firstOfStem, nextOfStem) = StemsOf(terms);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static TermIndex Read(BinaryReader file)
    {
        var terms = new string[file.ReadInt32()];
        for (var i = 0; i < terms.Length; i++)
            terms[i] = file.ReadString();
        return new(terms, Postings.Read(file), Postings.Read(file), Postings.Read(file), Postings.Read(file));
    }

    public void Write(BinaryWriter file)
    {
        file.Write(Terms.Length);
        foreach (var term in Terms)
            file.Write(term);
        foreach (var postings in (ReadOnlySpan<Postings>)[Sections, Units, Entries, Headings])
            postings.Write(file);
    }

    private static (Dictionary<string, int> First, int[] Next) StemsOf(string[] terms)
    {
        var first = new Dictionary<string, int>(terms.Length);
        var next = new int[terms.Length];
        for (var number = terms.Length - 1; number >= 0; number--)
        {
            next[number] = -1;
            if (!terms[number].All(char.IsAsciiLetterLower))
                continue;
            var stem = Stem.Of(terms[number]);
            next[number] = first.GetValueOrDefault(stem, -1);
            first[stem] = number;
        }
        return (first, next);
    }

    internal string[] Terms { get; }

    internal Postings Sections { get; }

    internal Postings Units { get; }

    internal Postings Entries { get; }

    /// <summary>Sections by the words of their own heading and those above it.</summary>
    internal Postings Headings { get; }

    public long Bytes => Sections.Bytes + Units.Bytes + Entries.Bytes + Headings.Bytes;

    internal int Number(string term) => numbers.GetValueOrDefault(term, -1);

    /// <summary>The words of the same stem, itself among them.</summary>
    internal List<int> Family(string term)
    {
        var family = new List<int>();
        if (!term.All(char.IsAsciiLetterLower))
        {
            if (Number(term) is >= 0 and var only)
                family.Add(only);
            return family;
        }
        for (var number = firstOfStem.GetValueOrDefault(Stem.Of(term), -1); number >= 0; number = nextOfStem[number])
            family.Add(number);
        return family;
    }

    /// <summary>Counts words by field, one row after the other.</summary>
    private sealed class FieldCounts((double Weight, double Length)[] fields, double k1)
    {
        private readonly PostingsBuilder postings = new();
        private readonly List<int> lengths = [];
        private readonly List<int> words = [];
        private readonly Dictionary<int, uint> row = [];
        private readonly int[] length = new int[fields.Length];

        public void Count(TermTable table, int field, ReadOnlySpan<char> text)
        {
            words.Clear();
            table.Read(text, words);
            length[field] += words.Count;
            var (one, all) = (1u << (8 * field), 0xFFu << (8 * field));
            foreach (var word in words)
            {
                ref var count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
                    row,
                    word,
                    out _
                );
                if ((count & all) != all)
                    count += one;
            }
        }

        public void End()
        {
            foreach (var (word, count) in row)
                postings.Add(word, count);
            postings.EndRow();
            row.Clear();
            lengths.AddRange(length);
            Array.Clear(length);
        }

        public Postings Build(int terms)
        {
            var averages = new double[fields.Length];
            for (var i = 0; i < lengths.Count; i++)
                averages[i % fields.Length] += lengths[i];
            var rowCount = Math.Max(1, lengths.Count / fields.Length);
            for (var i = 0; i < averages.Length; i++)
                averages[i] = Math.Max(1, averages[i] / rowCount);
            return postings.Build(
                terms,
                (number, counts) =>
                {
                    var sum = 0.0;
                    for (var i = 0; i < fields.Length; i++)
                    {
                        var (weight, pull) = fields[i];
                        var relative = lengths[number * fields.Length + i] / averages[i];
                        sum += weight * (counts >> (8 * i) & 0xFF) / (1 - pull + pull * relative);
                    }
                    return sum / (k1 + sum);
                }
            );
        }
    }
}
