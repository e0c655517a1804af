using System.Collections.Immutable;
using System.Text.Json.Serialization;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting;
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

/// <summary>Something other than a section that can be found. Nothing in it gives a key away.</summary>
/// <param name="Text">What an excerpt is taken from.</param>
/// <param name="Also">Further words it is found by.</param>
public sealed record Entry(
    ResultKind Kind,
    string Id,
    string Title,
    string Text,
    string Also,
    string? Article,
    string? Section,
    string? Anchor,
    string Url,
    ImmutableArray<string> Topics
);

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
    }

    public ImmutableArray<Article> Articles { get; }

    public ImmutableArray<Section> Sections { get; }

    public ImmutableArray<Entry> Entries { get; }

    /// <summary>For each section the number of its first unit.</summary>
    public int[] FirstUnit { get; }

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

    private static IEnumerable<Entry> AllEntries(Library library, PublicUrl url)
    {
        foreach (var question in library.Questions)
            yield return new(
                ResultKind.Question,
                question.Id,
                "",
                question.Prompt.Text,
                string.Join('\n', question.Options.Select(option => option.Text.Text)),
                question.ArticleSlug,
                question.Section,
                question.Anchor,
                url.Api($"questions/{Uri.EscapeDataString(question.Id)}"),
                question.Topics
            );
        foreach (var term in library.Glossary)
        {
            var defined = term is { ArticleSlug: { } article, Anchor: { } anchor }
                ? library.FindSection(article, anchor)
                : null;
            yield return new(
                ResultKind.Term,
                term.Id,
                term.Term,
                term.Definition.Text,
                string.Join('\n', term.Synonyms.Concat(term.Symptoms)),
                term.ArticleSlug,
                defined?.Heading,
                term.Anchor,
                defined?.Url ?? url.Api("glossary"),
                term.ArticleSlug is { } slug ? library.FindArticle(slug)?.Topics ?? [] : []
            );
        }
        foreach (var scenario in library.Scenarios)
            yield return new(
                ResultKind.Scenario,
                scenario.Slug,
                scenario.Title,
                scenario.Summary ?? scenario.Story.Text,
                "",
                scenario.ArticleSlug,
                null,
                null,
                url.Api($"scenarios/{Uri.EscapeDataString(scenario.Slug)}"),
                scenario.Topics
            );
    }
}

/// <summary>What a search is narrowed to; what is null does not matter.</summary>
public sealed record SearchFilter(ResultKind? Kind, string? Topic, string? Article)
{
    public static SearchFilter None { get; } = new(null, null, null);
}
