using KnowledgeApi.Content;
using KnowledgeApi.Storage;

namespace KnowledgeApi.Search;

/// <summary>A section, with its best unit where one was found, or an entry.</summary>
public sealed record Found(double Score, Section? Section, Unit? Unit, Entry? Entry);

/// <summary>What was found, and how the question was understood.</summary>
/// <param name="Terms">The words looked for, repaired.</param>
/// <param name="Added">The words that expansions brought.</param>
/// <param name="Unknown">Words of the question that the content never mentions.</param>
public sealed record Findings(
    IReadOnlyList<Found> Results,
    IReadOnlyList<string> Terms,
    IReadOnlyList<string> Added,
    IReadOnlyList<string> Unknown,
    IReadOnlyList<Correction> Corrections,
    IReadOnlyList<Expansion> Expansions
);

/// <summary>Ranks sections by their words and their best unit; entries follow at half their weight.</summary>
public sealed class SearchEngine
{
    public const int Deepest = 300;

    private const double UnitWeight = 0.5;
    private const double ExpansionWeight = 0.4;
    private const double CodeWeight = 0.5;

    // Sections are what people read: the best entry stays below the best section.
    private const double EntryWeight = 0.5;
    private const double BestEntry = 0.75;

    // A section may rank by a unit alone, and has several.
    private const int UnitsLooked = 3 * Deepest;

    private readonly SearchRows rows;
    private readonly KnowledgeIndex index;
    private readonly Vocabulary vocabulary;
    private readonly Speller speller;
    private readonly Thesaurus thesaurus;

    public SearchEngine(SearchRows rows, KnowledgeIndex index, IEnumerable<GlossaryTerm> glossary)
    {
        this.rows = rows;
        this.index = index;
        vocabulary = index.Read(reader => new Vocabulary(
            reader
                .Words.AsEnumerable()
                .Where(word => word.Term[0] != '#')
                .Select(word => KeyValuePair.Create(word.Term, word.Sections)),
            rows.Sections.Length
        ));
        speller = new Speller(vocabulary);
        thesaurus = new Thesaurus(glossary, vocabulary);
    }

    public Vocabulary Vocabulary => vocabulary;

    public Findings Find(string text, SearchFilter filter)
    {
        var asked = Asked.Of(text, Known);
        var (terms, corrections) = speller.Repair(asked.Terms, Known);
        var expansions = thesaurus.Expand(asked.Terms.Concat(terms).ToHashSet());
        List<string> added = [.. expansions.SelectMany(expansion => expansion.To).Except(terms)];
        List<string> unknown =
        [
            .. terms.Where(term => vocabulary.SectionsWith(term) == 0 && !Explained(term, expansions)),
            .. asked.Missed,
        ];
        var results = Rank(terms, added, asked, filter);
        if (results.Count == 0 && asked.Phrases.Count > 0)
        {
            // What stands nowhere word for word may still be found by its words.
            corrections.AddRange(asked.Phrases.Select(phrase => new Correction($"\"{phrase}\"", phrase)));
            terms = [.. terms, .. asked.Phrases.SelectMany(phrase => phrase.Split(' ')).Except(terms)];
            results = Rank(terms, added, asked with { Phrases = [] }, filter);
        }
        return new(results, terms, added, unknown, corrections, expansions);
    }

    private bool Known(string term) => vocabulary.Knows(term) || thesaurus.Knows(term);

    private bool Explained(string term, List<Expansion> expansions) =>
        thesaurus.Knows(term) && expansions.Exists(e => Words.Of(e.From).Any(word => word.Term == term));

    private List<Found> Rank(List<string> terms, List<string> added, Asked asked, SearchFilter filter)
    {
        var scope = rows.Scope(filter).ToList();
        var main = Match.Of(terms, asked, scope);
        var more = added.Count == 0 ? null : Match.Of(added, asked, scope);
        var sections = new Dictionary<int, double>();
        var units = new Dictionary<int, (double Score, Unit Unit)>();
        var entries = new Dictionary<int, double>();
        index.Read(reader =>
        {
            foreach (var (match, weight) in ((string?, double)[])[(main, 1), (more, ExpansionWeight)])
            {
                if (match is null)
                    continue;
                if (filter.Kind is null or ResultKind.Section)
                {
                    foreach (var hit in reader.Sections(match, Deepest).AsEnumerable())
                        sections[hit.Id] = sections.GetValueOrDefault(hit.Id) + weight * hit.Score;
                    AddUnits(reader.Units(match, UnitsLooked), weight, sections, units);
                }
                if (filter.Kind is not ResultKind.Section)
                    foreach (var hit in reader.Entries(match, Deepest).AsEnumerable())
                        entries[hit.Id] = entries.GetValueOrDefault(hit.Id) + weight * hit.Score;
            }
            return true;
        });
        var entryWeight =
            sections.Count == 0 || entries.Count == 0
                ? 1
                : Math.Min(EntryWeight, BestEntry * sections.Values.Max() / entries.Values.Max());
        var found = sections
            .Select(s =>
                (
                    Row: s.Key,
                    Found: new Found(
                        s.Value,
                        rows.Sections[s.Key],
                        units.TryGetValue(s.Key, out var best) ? best.Unit : null,
                        null
                    )
                )
            )
            .Concat(
                entries.Select(e =>
                    (Row: e.Key, Found: new Found(e.Value * entryWeight, null, null, rows.Entries[e.Key]))
                )
            )
            .OrderByDescending(f => f.Found.Score)
            .ThenBy(f => f.Found.Section is null)
            .ThenBy(f => f.Row);
        return [.. found.Select(f => f.Found).Take(Deepest)];
    }

    private void AddUnits(
        IQueryable<Hit> hits,
        double weight,
        Dictionary<int, double> sections,
        Dictionary<int, (double Score, Unit Unit)> units
    )
    {
        // Prose explains; a listing that names the same words seldom does.
        var found = hits.AsEnumerable()
            .Select(hit => (At: rows.UnitAt(hit.Id), hit.Score))
            .Select(hit =>
                (hit.At.Section, hit.At.Unit, Score: hit.Score * (hit.At.Unit.Kind == UnitKind.Code ? CodeWeight : 1))
            )
            .OrderByDescending(hit => hit.Score);
        var best = new Dictionary<int, (double Score, Unit Unit)>();
        foreach (var (section, unit, score) in found)
            best.TryAdd(section, (score * weight, unit));
        foreach (var (section, unit) in best)
        {
            sections[section] = sections.GetValueOrDefault(section) + UnitWeight * unit.Score;
            if (!units.TryGetValue(section, out var other) || other.Score < unit.Score)
                units[section] = unit;
        }
    }
}
