using System.Text.Json.Serialization;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Requests;

namespace KnowledgeApi.Search;

/// <summary>Answers a question by quoting, and says how much of it the content covers. Nothing is made up.</summary>
public sealed class AnswerService(Library library, SearchEngine engine, SearchRows rows)
{
    public const int UsualBudget = 600;
    public const int LeastBudget = 50;
    public const int LargestBudget = 4_000;

    // Between yes and no there is room for doubt. Nothing found costs a question that is covered more than doubt does.
    private const double Answered = 0.5;
    private const double Partial = 0.12;

    private const int CharactersAToken = 4;
    private const int MostCitations = 3;
    private const int ShortestQuote = 80;
    private const int LongestQuote = 700;
    private const double AlmostAsGood = 0.6;

    public Outcome<AnswerView> Answer(string question, string? article, int budget)
    {
        if (article is not null && library.FindArticle(article) is null)
            return ArticleCatalog.Find(library, article).Fault!;
        var found = engine.Find(question, new SearchFilter(ResultKind.Section, null, article));
        var candidates = found
            .Results.Take(MostCitations)
            .Select(result => (result.Section, Passage: engine.Passage(found, result)))
            .Select(candidate => (Section: candidate.Section!, candidate.Passage))
            .ToList();
        var best = candidates.Count == 0 ? 0 : candidates.Max(candidate => candidate.Passage.Coverage);
        var confidence = Math.Round(Confidence.Of(found, best), 2);
        var hint = OnManifests.Asks(question) ? OnManifests.Hint : null;
        if (confidence < Partial)
            return new AnswerView(
                AnswerStatus.NotFound,
                confidence,
                "The content does not cover this.",
                found.Unknown,
                [],
                [.. candidates.Select(candidate => SectionLink.Of(candidate.Section))],
                hint
            );
        var citations = Cite(candidates.Where(c => c.Passage.Coverage >= best * AlmostAsGood), budget);
        // What given manifests do stands in no article.
        var answered =
            hint is null
            && confidence >= Answered
            && AskedValue.Of(question) is var asked
            && citations.Exists(asked.StandsIn);
        return new AnswerView(
            answered ? AnswerStatus.Answered : AnswerStatus.Partial,
            confidence,
            string.Join("\n\n", citations.Select(citation => citation.Quote)),
            found.Unknown,
            citations,
            null,
            hint
        );
    }

    private List<AnswerCitation> Cite(IEnumerable<(Section Section, Passage Passage)> passages, int budget)
    {
        var citations = new List<AnswerCitation>();
        var left = budget * CharactersAToken;
        foreach (var (section, passage) in passages)
        {
            if (
                left < ShortestQuote
                || Quotation.Of(section, passage, Math.Min(left, LongestQuote)) is not { } quotation
            )
                continue;
            left -= quotation.Text.Length;
            citations.Add(
                new(
                    section.ArticleSlug,
                    section.Heading,
                    section.Anchor,
                    section.Url,
                    quotation.Text,
                    quotation.StartLine,
                    quotation.EndLine,
                    rows.ArticleOf(section).ContentHash
                )
            );
        }
        return citations;
    }
}

[JsonConverter(typeof(JsonStringEnumConverter<AnswerStatus>))]
public enum AnswerStatus
{
    [JsonStringEnumMemberName("answered")]
    Answered,

    [JsonStringEnumMemberName("partial")]
    Partial,

    [JsonStringEnumMemberName("not_found")]
    NotFound,
}

/// <param name="Confidence">How likely it is, 0 to 1, that the content covers the question.</param>
/// <param name="Answer">The quotations, or that there are none.</param>
/// <param name="UnknownWords">Words of the question that the content never mentions: reason for doubt.</param>
/// <param name="Hint">Where else to ask: what happens in given manifests is computed, not quoted.</param>
/// <param name="Nearest">Where nothing was found: the sections nearest to the question.</param>
public sealed record AnswerView(
    AnswerStatus Status,
    double Confidence,
    string Answer,
    IReadOnlyList<string> UnknownWords,
    IReadOnlyList<AnswerCitation> Citations,
    IReadOnlyList<SectionLink>? Nearest,
    string? Hint = null
);

/// <param name="StartLine">Of the quotation in the article's file, from 1.</param>
/// <param name="ContentHash">SHA-256 of the article's file.</param>
public sealed record AnswerCitation(
    string Article,
    string Section,
    string Anchor,
    string Url,
    string Quote,
    int StartLine,
    int EndLine,
    string ContentHash
);
