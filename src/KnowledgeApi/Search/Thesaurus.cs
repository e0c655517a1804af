using System.Collections.Immutable;
using KnowledgeApi.Content;

namespace KnowledgeApi.Search;

/// <summary>What was added to a question, at a lower weight: <paramref name="From"/> stood in it, <paramref name="To"/> is what it is called.</summary>
public sealed record Expansion(string From, ImmutableArray<string> To);

/// <summary>Leads from abbreviations, synonyms and symptoms to the terms that authors write, and back.</summary>
public sealed class Thesaurus
{
    private const int MostWords = 16;

    private readonly Vocabulary vocabulary;
    private readonly ILookup<string, Name> words;
    private readonly ILookup<string, Name> phrases;

    public Thesaurus(IEnumerable<GlossaryTerm> terms, Vocabulary vocabulary)
    {
        this.vocabulary = vocabulary;
        var names = terms.SelectMany(NamesOf).ToList();
        words = names.Where(name => name.Words.Length == 1).ToLookup(name => name.Words[0]);
        phrases = names.Where(name => name.Words.Length > 1 && IsTelling(name)).ToLookup(name => name.Stems[0]);
    }

    /// <summary>Whether a glossary knows the word by itself, as an abbreviation for instance.</summary>
    public bool Knows(string word) => words.Contains(word);

    public List<Expansion> Expand(IReadOnlySet<string> asked)
    {
        // People inflect what a phrase says, turn it round and use other words for some of it; a word alone must be the
        // word: who listens is no listener.
        var stems = asked.Select(Stem.Of).ToHashSet();
        var meant = asked.SelectMany(Synonyms.Of).Select(Stem.Of).Concat(stems).ToHashSet();
        var found = asked
            .SelectMany(word => words[word])
            .Where(IsTelling)
            .Concat(meant.SelectMany(stem => phrases[stem]).Where(phrase => Says(phrase, stems, meant)))
            .OrderByDescending(name => name.Words.Length)
            .ThenBy(name => name.Text, StringComparer.Ordinal);
        var added = new HashSet<string>();
        var expansions = new List<Expansion>();
        foreach (var name in found)
        {
            var leads = name.Leads.Where(word => !asked.Contains(word) && vocabulary.Knows(word) && added.Add(word));
            ImmutableArray<string> taken = [.. leads.Take(MostWords - expansions.Sum(e => e.To.Length))];
            if (!taken.IsEmpty)
                expansions.Add(new(name.Text, taken));
        }
        return expansions;
    }

    // A common word such as "port" or "local" says nothing of which of its meanings is meant; several say more.
    private bool IsTelling(Name name) =>
        name.Words.Min(vocabulary.SectionsWith) <= Math.Max(3, name.Words.Length * vocabulary.Sections / 10);

    // Of two words neither may be another: too much would be said by both.
    private static bool Says(Name phrase, HashSet<string> stems, HashSet<string> meant) =>
        phrase.Stems.All(phrase.Stems.Length < 3 ? stems.Contains : meant.Contains) && phrase.Stems.Any(stems.Contains);

    // Whatever people type leads to the term, the term to its other names; never to a symptom, which nobody writes.
    private static IEnumerable<Name> NamesOf(GlossaryTerm term)
    {
        var words = ContentWords(term.Term);
        if (words.IsEmpty)
            yield break;
        yield return new(term.Term, words, [.. term.Synonyms.SelectMany(name => ContentWords(name)).Except(words)]);
        foreach (var other in term.Synonyms.Concat(term.Symptoms))
            if (ContentWords(other) is { IsEmpty: false } typed)
                yield return new(other, typed, [.. words.Except(typed)]);
    }

    private static ImmutableArray<string> ContentWords(string text) =>
        [
            .. Words
                .Of(text)
                .Where(word => !word.IsPart)
                .Select(word => word.Term)
                .Where(word => !StopWords.Contains(word))
                .Distinct(),
        ];

    private sealed record Name(string Text, ImmutableArray<string> Words, ImmutableArray<string> Leads)
    {
        public ImmutableArray<string> Stems { get; } = [.. Words.Select(Stem.Of)];
    }
}
