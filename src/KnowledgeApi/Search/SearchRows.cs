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
    private readonly Dictionary<string, int> topics;
    private readonly Dictionary<string, int> articles;

    public SearchRows(Library library, PublicUrl url)
    {
        articles = library.Articles.Select((article, i) => (article.Slug, i)).ToDictionary(p => p.Slug, p => p.i);
        topics = library.Topics.Select((topic, i) => (topic.Id, i)).ToDictionary(p => p.Id, p => p.i);
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

    /// <summary>The section a unit belongs to, and which of its units it is.</summary>
    public (int Section, Unit Unit) UnitAt(int row)
    {
        var found = Array.BinarySearch(FirstUnit, row);
        var section = found >= 0 ? found : ~found - 1;
        // Sections without units share their number with the next.
        while (Sections[section].Units.Length <= row - FirstUnit[section])
            section++;
        return (section, Sections[section].Units[row - FirstUnit[section]]);
    }

    public IndexRows ToIndex() =>
        new(
            Sections.Select(section => new SectionRow(
                Words.Terms(section.Heading),
                Words.Terms(string.Join('\n', section.Path[..^1])),
                Words.Terms(section.PlainText),
                Words.Terms(section.Code),
                Scope(section)
            )),
            Sections.SelectMany(section =>
                section.Units.Select(unit => new UnitRow(Words.Terms(unit.Text), Scope(section)))
            ),
            Entries.Select(entry => new EntryRow(
                Words.Terms(entry.Title),
                Words.Terms($"{entry.Text}\n{entry.Also}"),
                Scope(entry.Kind, entry.Article, entry.Topics)
            ))
        );

    /// <summary>The words in the scope column that a row must carry to fit the filter.</summary>
    public IEnumerable<string> Scope(SearchFilter filter)
    {
        if (filter.Kind is { } kind)
            yield return KindMark(kind);
        if (filter.Article is { } article)
            yield return ArticleMark(article);
        if (filter.Topic is { } topic)
            yield return TopicMark(topic);
    }

    private string Scope(Section section) => Scope(ResultKind.Section, section.ArticleSlug, ArticleOf(section).Topics);

    private string Scope(ResultKind kind, string? article, ImmutableArray<string> named) =>
        string.Join(
            ' ',
            [
                KindMark(kind),
                .. article is not null && articles.ContainsKey(article)
                    ? [ArticleMark(article)]
                    : Array.Empty<string>(),
                .. named.Where(topics.ContainsKey).Select(TopicMark),
            ]
        );

    // No word of a text starts with the sign, so a mark is never found by words.
    private static string KindMark(ResultKind kind) => $"#k{(int)kind}";

    private string ArticleMark(string slug) => $"#a{articles[slug]}";

    private string TopicMark(string topic) => $"#t{topics[topic]}";

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
public sealed record SearchFilter(ResultKind? Kind, string? Topic, string? Article);
