using System.Collections;
using KnowledgeApi.Content;
using KnowledgeApi.Storage;

namespace KnowledgeApi.Search;

/// <summary>A section or an entry.</summary>
/// <param name="Row">Its number in <see cref="SearchRows"/>.</param>
public sealed record Found(double Score, int Row, Section? Section, Entry? Entry);

/// <summary>What was found, and how the question was understood.</summary>
/// <param name="Terms">The words looked for, repaired.</param>
/// <param name="Unknown">Words of the question that the content never mentions.</param>
public sealed record Findings(
    IReadOnlyList<Found> Results,
    IReadOnlyList<string> Terms,
    IReadOnlyList<string> Unknown,
    IReadOnlyList<Correction> Corrections,
    IReadOnlyList<Expansion> Expansions
)
{
    internal Concept[] Concepts { get; init; } = [];

    /// <summary>
    /// The score of the best section by its own text alone: that the content asks a like question speaks for a section, not
    /// for an answer.
    /// </summary>
    internal double Fit { get; init; }
}

/// <summary>Understands a question, ranks sections and lets entries follow.</summary>
public sealed class SearchEngine
{
    public const int Deepest = 300;

    // Sections are what people read: entries follow the best of them, unless there are too few.
    private const int SectionsFirst = 5;
    private const double EntryWeight = 0.5;
    private const double BelowSections = 0.99;

    private readonly SearchRows rows;
    private readonly TermIndex index;
    private readonly PhraseStore store;
    private readonly Vocabulary vocabulary;
    private readonly Speller speller;
    private readonly Thesaurus thesaurus;
    private readonly Concepts concepts;
    private readonly Ranker ranker;
    private readonly Evidence evidence;

    public SearchEngine(SearchRows rows, TermIndex index, PhraseStore store, IEnumerable<GlossaryTerm> glossary)
    {
        this.rows = rows;
        this.index = index;
        this.store = store;
        vocabulary = new Vocabulary(index, rows.Sections.Length);
        speller = new Speller(vocabulary);
        thesaurus = new Thesaurus(glossary, vocabulary);
        concepts = new Concepts(index, vocabulary);
        evidence = new Evidence(rows, index, vocabulary);
        ranker = new Ranker(rows, index, evidence);
    }

    /// <summary>Bytes of the index in memory.</summary>
    public long IndexBytes => index.Bytes;

    /// <summary>Opens what phrases in quotes are looked up in, beside everything else.</summary>
    public void OpenStore() => store.Open();

    public Findings Find(string text, SearchFilter filter)
    {
        var asked = Asked.Of(text, Known);
        var (terms, corrections) = speller.Repair(asked.Terms, asked.Typed, Known);
        var expansions = thesaurus.Expand(asked.Terms.Concat(terms).ToHashSet());
        List<string> unknown =
        [
            .. terms.Where(term => IsUnknown(term) && !Explained(term, expansions)),
            .. asked.Missed.Where(term => !terms.Contains(term)),
        ];
        var repaired = corrections.SelectMany(correction => correction.To.Split(' ')).ToHashSet();
        var looked = concepts.Of(terms, asked.Names, repaired, expansions);
        var (results, fit) = Rank(looked, asked, filter);
        if (results.Count == 0 && asked.Phrases.Count > 0)
        {
            // What stands nowhere word for word may still be found by its words.
            corrections.AddRange(asked.Phrases.Select(phrase => new Correction($"\"{phrase}\"", phrase)));
            (results, fit) = Rank(looked, asked with { Phrases = [] }, filter);
        }
        return new(results, terms, unknown, corrections, expansions) { Concepts = looked, Fit = fit };
    }

    /// <summary>The unit that tells most of what was asked.</summary>
    public Unit? BestUnit(Findings findings, Found found) =>
        found.Section is { } section && ranker.BestUnit(found.Row, findings.Concepts) is >= 0 and var unit
            ? section.Units[unit]
            : null;

    /// <summary>How much of the question one passage of the section holds, and which.</summary>
    public Passage Passage(Findings findings, Found found) => evidence.Of(findings.Concepts, found.Row);

    /// <summary>The words of the index that the question may be found by, for showing where they stand.</summary>
    public HashSet<string> Shown(Findings findings) =>
        findings
            .Concepts.SelectMany(concept => concept.Variants)
            .Select(variant => index.Terms[variant.Term])
            .ToHashSet();

    private bool Known(string term) => vocabulary.Knows(term) || thesaurus.Knows(term);

    private bool IsUnknown(string term) => index.Family(term).All(number => index.Sections.Count(number) == 0);

    private bool Explained(string term, List<Expansion> expansions) =>
        thesaurus.Knows(term) && expansions.Exists(e => Words.Of(e.From).Any(word => word.Term == term));

    private (List<Found> Found, double Fit) Rank(Concept[] looked, Asked asked, SearchFilter filter)
    {
        var found = new List<Found>();
        var withSections = filter.Kind is null or ResultKind.Section;
        var entries = withSections ? ranker.Entries(looked, null, Deepest) : [];
        if (withSections)
            foreach (var (row, score) in ranker.Sections(looked, entries, AllowedSections(asked, filter), Deepest))
                found.Add(new(score, row, rows.Sections[row], null));
        var fit = found is [var best, ..] ? best.Score - ranker.ByQuestions(entries, best.Row) : 0;
        if (filter.Kind is ResultKind.Section)
            return (found, fit);
        if (AllowedEntries(asked, filter) is { } allowed)
            entries = ranker.Entries(looked, allowed, Deepest);
        if (entries.Count == 0)
            return (found, fit);
        var weight =
            found.Count == 0
                ? 1
                : Math.Min(
                    EntryWeight,
                    BelowSections * found[Math.Min(SectionsFirst, found.Count) - 1].Score / entries[0].Score
                );
        foreach (var (row, score) in entries)
            found.Add(new(score * weight, row, null, rows.Entries[row]));
        return ([.. found.OrderByDescending(f => f.Score).Take(Deepest)], fit);
    }

    private BitArray? AllowedSections(Asked asked, SearchFilter filter) =>
        Allowed(
            rows.Sections.Length,
            filter with
            {
                Kind = null,
            },
            rows.FitsSection,
            asked,
            index.Sections,
            (reader, match) => reader.Sections(match)
        );

    private BitArray? AllowedEntries(Asked asked, SearchFilter filter) =>
        Allowed(
            rows.Entries.Length,
            filter,
            rows.FitsEntry,
            asked,
            index.Entries,
            (reader, match) => reader.Entries(match)
        );

    // Null where nothing narrows the question down. Phrases need the words' places, which only the store keeps.
    private BitArray? Allowed(
        int count,
        SearchFilter filter,
        Func<int, SearchFilter, bool> fits,
        Asked asked,
        Postings postings,
        Func<KnowledgeIndexReader, string, IReadOnlyList<int>> stored
    )
    {
        if (filter == SearchFilter.None && asked.Phrases.Count == 0 && asked.Excluded.Count == 0)
            return null;
        var allowed = new BitArray(count, defaultValue: true);
        if (Match.AllOf(asked.Phrases) is { } match)
        {
            allowed.SetAll(false);
            foreach (var row in store.Read(reader => stored(reader, match)))
                allowed[row] = true;
        }
        foreach (var excluded in asked.Excluded)
        foreach (var row in postings.Rows(index.Number(excluded)))
            allowed[row] = false;
        if (filter != SearchFilter.None)
            for (var row = 0; row < count; row++)
                allowed[row] &= fits(row, filter);
        return allowed;
    }
}
