using System.Collections.Immutable;
using System.Text.Json.Serialization;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting;
using KnowledgeApi.Questions;
using KnowledgeApi.Storage;

namespace KnowledgeApi.Search;

[JsonConverter(typeof(JsonStringEnumConverter<ResultKind>))]
public enum ResultKind
{
    [JsonStringEnumMemberName("section")]
    Section,

    [JsonStringEnumMemberName("question")]
    Question,

    [JsonStringEnumMemberName("term")]
    Term,

    [JsonStringEnumMemberName("scenario")]
    Scenario,
}

/// <summary>The library as numbered rows; the index answers with the numbers.</summary>
public sealed class SearchRows
{
    private readonly Dictionary<string, int> articles;

    public SearchRows(Library library, PublicUrl url)
    {
        articles = library.Articles.Select((article, i) => (article.Slug, i)).ToDictionary(p => p.Slug, p => p.i);
        Articles = library.Articles;
        Sections = [.. library.Articles.SelectMany(article => article.Sections)];
        var unitRows = new int[Sections.Length];
        for (int i = 0, next = 0; i < Sections.Length; next += Sections[i].Units.Length, i++)
            unitRows[i] = next;
        FirstUnit = unitRows;
        Entries = [.. AllEntries(library, url)];
        SectionOf = SectionsOf(Entries, Sections);
    }

    public ImmutableArray<Article> Articles { get; }

    public ImmutableArray<Section> Sections { get; }

    public ImmutableArray<Entry> Entries { get; }

    /// <summary>For each section the number of its first unit.</summary>
    public int[] FirstUnit { get; }

    /// <summary>For each entry the section it is on; -1 where it is on none.</summary>
    public int[] SectionOf { get; }

    public Article ArticleOf(Section section) => Articles[articles[section.ArticleSlug]];

    internal IndexRows ToIndex(TermTable table) =>
        new(
            Sections.Select(section => new SectionRow(
                table.Join(section.Heading),
                table.Join(string.Join('\n', section.Path[..^1])),
                table.Join(section.PlainText),
                table.Join(section.Code)
            )),
            Entries.Select(entry => new EntryRow(table.Join(entry.Title), table.Join($"{entry.Text}\n{entry.Also}")))
        );

    public bool FitsSection(int row, SearchFilter filter)
    {
        var slug = Sections[row].ArticleSlug;
        return (filter.Article is null || filter.Article == slug)
            && (filter.Topic is null || Articles[articles[slug]].Topics.Contains(filter.Topic));
    }

    public bool FitsEntry(int row, SearchFilter filter)
    {
        var entry = Entries[row];
        return (filter.Kind is null || filter.Kind == entry.Kind)
            && (filter.Article is null || filter.Article == entry.Article)
            && (filter.Topic is null || entry.Topics.Contains(filter.Topic));
    }

    private static int[] SectionsOf(ImmutableArray<Entry> entries, ImmutableArray<Section> sections)
    {
        if (entries.IsEmpty)
            return [];
        var numbers = new Dictionary<(string, string), int>(sections.Length);
        for (var row = 0; row < sections.Length; row++)
            numbers.TryAdd((sections[row].ArticleSlug, sections[row].Anchor), row);
        return
        [
            .. entries.Select(entry =>
                entry is { Article: { } article, Anchor: { } anchor }
                    ? numbers.GetValueOrDefault((article, anchor), -1)
                    : -1
            ),
        ];
    }

    private static IEnumerable<Entry> AllEntries(Library library, PublicUrl url) =>
        library
            .Questions.Select<Question, Entry>(question => new QuestionEntry(question, url))
            .Concat(library.Glossary.Select(term => new TermEntry(term, library, url)))
            .Concat(library.Scenarios.Select(scenario => new ScenarioEntry(scenario, url)));
}

/// <summary>What a search is narrowed to; what is null does not matter.</summary>
public sealed record SearchFilter(ResultKind? Kind, string? Topic, string? Article)
{
    public static SearchFilter None { get; } = new(null, null, null);
}
