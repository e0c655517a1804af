using System.Buffers;
using System.Text;
using KnowledgeApi.Content;

namespace KnowledgeApi.Search;

/// <summary>
/// How close together the words of one question stand in a text. The index knows which words a section holds and not
/// where, so the text is read; only the best few sections are worth it.
/// </summary>
internal sealed class Closeness
{
    // A chapter without headings is not read to its end.
    private const int MostRead = 20_000;
    private const int LongestWord = 80;
    private const string Separators = "-_./:";

    private readonly Concept[] concepts;
    private readonly Dictionary<string, (int Concept, float Share)>.AlternateLookup<ReadOnlySpan<char>> meaning;
    private readonly int[] places;
    private readonly float[] shares;

    public Closeness(Concept[] concepts, string[] terms)
    {
        this.concepts = concepts;
        var words = new Dictionary<string, (int Concept, float Share)>();
        for (var i = 0; i < concepts.Length; i++)
            foreach (var (term, share) in concepts[i].Variants)
                if (!words.TryGetValue(terms[term], out var other) || other.Share < share)
                    words[terms[term]] = (i, share);
        meaning = words.GetAlternateLookup<ReadOnlySpan<char>>();
        places = new int[concepts.Length];
        shares = new float[concepts.Length];
    }

    /// <summary>
    /// The weight of the question's words in the sentence that holds most of it, and the weight of those that stand beside
    /// one another in the question and near one another in a sentence.
    /// </summary>
    public (double Sentence, double Neighbours) In(Section section)
    {
        var characters = ArrayPool<char>.Shared.Rent(MostRead);
        var best = (Sentence: 0.0, Neighbours: 0.0);
        var left = MostRead;
        foreach (var unit in section.Units)
        {
            if ((left -= unit.Length) < 0)
                break;
            var length = Encoding.UTF8.GetChars(unit.Utf8, characters);
            var found = Read(characters.AsSpan(0, length));
            best = (Math.Max(best.Sentence, found.Sentence), Math.Max(best.Neighbours, found.Neighbours));
        }
        ArrayPool<char>.Shared.Return(characters);
        return best;
    }

    /// <summary>Whether a heading says what was asked, and nothing else.</summary>
    public bool IsAsked(ReadOnlySpan<char> heading)
    {
        Array.Clear(shares);
        var place = 0;
        for (var (from, to) = (0, 0); Words.Next(heading, ref from, out to); from = to)
        {
            var before = place;
            // Only words that say something take a place.
            if (!Take(heading[from..to], ref place) && place > before)
                return false;
        }
        for (var i = 0; i < concepts.Length; i++)
            if (concepts[i].Evidence > 0 && shares[i] < Concepts.StemShare && !IsCalledSo(concepts[i]))
                return false;
        return place > 0;
    }

    // By a word to which a glossary leads.
    private bool IsCalledSo(Concept asked)
    {
        for (var i = 0; i < concepts.Length; i++)
            if (concepts[i].Evidence == 0 && shares[i] >= Concepts.StemShare)
                foreach (var (term, _) in concepts[i].Variants)
                    if (asked.Leads.Contains(term))
                        return true;
        return false;
    }

    private (double Sentence, double Neighbours) Read(ReadOnlySpan<char> text)
    {
        var best = (Sentence: 0.0, Neighbours: 0.0);
        var (place, last, holds) = (0, 0, false);
        Array.Clear(shares);
        for (var (from, to) = (0, 0); ; from = last = to)
        {
            var ends = !Words.Next(text, ref from, out to);
            if (holds && (ends || EndsSentence(text[last..from])))
            {
                best = (Math.Max(best.Sentence, Held()), Math.Max(best.Neighbours, Near()));
                Array.Clear(shares);
                holds = false;
            }
            if (ends)
                return best;
            holds |= Take(text[from..to], ref place);
        }
    }

    // An identifier counts whole and in the parts that its signs make; the index knows those of its capitals too.
    private bool Take(ReadOnlySpan<char> word, ref int place)
    {
        if (word.Length > LongestWord)
            return false;
        Span<char> into = stackalloc char[LongestWord];
        var term = Words.Term(word, into);
        if (StopWords.Contains(term))
            return false;
        var any = Found(term, place++);
        if (word.ContainsAny(Separators))
            foreach (var part in word.SplitAny(Separators))
                any |= Found(Words.Term(word[part], into), place++);
        return any;
    }

    private bool Found(ReadOnlySpan<char> term, int place)
    {
        if (!meaning.TryGetValue(term, out var found))
            return false;
        if (found.Share > shares[found.Concept])
            (shares[found.Concept], places[found.Concept]) = (found.Share, place);
        return true;
    }

    private double Held()
    {
        var sum = 0.0;
        for (var i = 0; i < concepts.Length; i++)
            sum += concepts[i].Weight * shares[i];
        return sum;
    }

    private double Near()
    {
        var sum = 0.0;
        for (var i = 0; i + 1 < concepts.Length && concepts[i + 1].Evidence > 0; i++)
            if (shares[i] > 0 && shares[i + 1] > 0)
                sum +=
                    Math.Min(concepts[i].Weight, concepts[i + 1].Weight)
                    / Math.Max(1, Math.Abs(places[i + 1] - places[i]));
        return sum;
    }

    private static bool EndsSentence(ReadOnlySpan<char> between)
    {
        for (var i = 0; i < between.Length; i++)
            if (
                between[i] == '\n'
                || (between[i] is '.' or '!' or '?' or ';' or ':' && i + 1 < between.Length && between[i + 1] == ' ')
            )
                return true;
        return false;
    }
}
