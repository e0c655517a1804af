using System.Text;

namespace KnowledgeApi.Search;

/// <summary>Numbers the words of many texts. Each spelling is cut into words once, however often it stands there.</summary>
internal sealed class TermTable
{
    private readonly Dictionary<string, int> numbers = [];
    private readonly List<string> terms = [];
    private readonly List<int> read = [];
    private readonly StringBuilder joined = new();
    private readonly Dictionary<string, int[]> spellings = [];
    private readonly Dictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> bySpan;

    public TermTable() => bySpan = spellings.GetAlternateLookup<ReadOnlySpan<char>>();

    public IReadOnlyList<string> Terms => terms;

    public Dictionary<string, int> Numbers => numbers;

    /// <summary>Adds the numbers of the text's words, identifiers whole and in their parts.</summary>
    public void Read(ReadOnlySpan<char> text, List<int> into)
    {
        for (var (start, end) = (0, 0); Words.Next(text, ref start, out end); start = end)
        {
            var spelling = text[start..end];
            if (!bySpan.TryGetValue(spelling, out var found))
            {
                var word = spelling.ToString();
                found = [.. Words.Of(word).Select(part => Number(part.Term))];
                spellings.Add(word, found);
            }
            foreach (var number in found)
                into.Add(number);
        }
    }

    /// <summary>The text's words, parted by spaces.</summary>
    public string Join(ReadOnlySpan<char> text)
    {
        read.Clear();
        Read(text, read);
        joined.Clear();
        foreach (var number in read)
            joined.Append(terms[number]).Append(' ');
        return joined.ToString();
    }

    private int Number(string term)
    {
        if (!numbers.TryGetValue(term, out var number))
        {
            numbers.Add(term, number = terms.Count);
            terms.Add(term);
        }
        return number;
    }
}
