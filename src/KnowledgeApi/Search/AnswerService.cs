using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Requests;

namespace KnowledgeApi.Search;

/// <summary>Answers a question by quoting, and says how much of it the content covers. Nothing is made up.</summary>
public sealed partial class AnswerService(Library library, SearchEngine engine, SearchRows rows)
{
    public const int UsualBudget = 600;
    public const int LeastBudget = 50;
    public const int LargestBudget = 4_000;

    // Raw rank scores do not tell answerable questions from others; the share of the question's weight that one section
    // holds does, and two thresholds leave room between yes and no.
    private const double Answered = 0.54;
    private const double Partial = 0.34;
    private const double ExpansionShare = 0.6;
    private const string Unheard = "";

    private const int CharactersAToken = 4;
    private const int MostCitations = 3;

    public Outcome<AnswerView> Answer(string question, string? article, int budget)
    {
        if (article is not null && library.FindArticle(article) is null)
            return ArticleCatalog.Find(library, article).Fault!;
        var found = engine.Find(question, new SearchFilter(ResultKind.Section, null, article));
        var candidates = found
            .Results.Take(MostCitations)
            .Select(result => (Result: result, Coverage: Coverage(result.Section!, found)))
            .ToList();
        var best = candidates.Count == 0 ? 0 : candidates.Max(candidate => candidate.Coverage);
        var nearest = candidates.Select(candidate => SectionLink.Of(candidate.Result.Section!));
        if (best < Partial)
            return new AnswerView(
                AnswerStatus.NotFound,
                Math.Round(best, 2),
                "The content does not cover this.",
                found.Unknown,
                [],
                [.. nearest]
            );
        var citations = Cite(candidates.Where(c => c.Coverage >= best * 0.6).Select(c => c.Result), budget);
        var answered = best >= Answered && (!WantsValue().IsMatch(question) || citations.Exists(HoldsValue));
        return new AnswerView(
            answered ? AnswerStatus.Answered : AnswerStatus.Partial,
            Math.Round(best, 2),
            string.Join("\n\n", citations.Select(citation => citation.Quote)),
            found.Unknown,
            citations,
            null
        );
    }

    private double Coverage(Section section, Findings found)
    {
        var words = Words
            .Of(string.Join('\n', section.Path))
            .Concat(Words.Of(section.PlainText))
            .Concat(Words.Of(section.Code))
            .Select(word => word.Term)
            .ToHashSet();
        var (held, all) = (0.0, 0.0);
        foreach (var term in found.Terms.Union(found.Unknown))
        {
            var credit = Credit(term, found);
            // A word that had to be guessed tells as much as one that nobody knows.
            var weight = engine.Vocabulary.Weight(credit < 1 ? Unheard : term);
            all += weight;
            held +=
                weight
                * credit
                * (
                    words.Contains(term) ? 1
                    : found.Expansions.Any(e => Leads(e, term, words)) ? ExpansionShare
                    : 0
                );
        }
        return all == 0 ? 0 : held / all;
    }

    // A slip of the finger or another word altogether: the more of a word differs, the likelier the latter.
    private static double Credit(string term, Findings found)
    {
        if (found.Corrections.FirstOrDefault(c => c.To.Split(' ').Contains(term)) is not { } correction)
            return 1;
        var from = Joined(correction.From);
        return Math.Max(0, 1 - 2.0 * Speller.Distance(from, Joined(correction.To), from.Length) / from.Length);
    }

    private static string Joined(string words) => words.Replace(" ", "", StringComparison.Ordinal);

    private static bool Leads(Expansion expansion, string term, HashSet<string> words) =>
        expansion.To.Any(words.Contains) && Words.Of(expansion.From).Any(word => word.Term == term);

    private List<AnswerCitation> Cite(IEnumerable<Found> sections, int budget)
    {
        var citations = new List<AnswerCitation>();
        var left = budget * CharactersAToken;
        foreach (var found in sections)
        {
            var section = found.Section!;
            if ((found.Unit ?? section.Units.Cast<Unit?>().FirstOrDefault()) is not { } unit || left < 80)
                continue;
            var quote = Excerpt.Cut(unit.Text, left);
            left -= quote.Length;
            citations.Add(
                new(
                    section.ArticleSlug,
                    section.Heading,
                    section.Anchor,
                    section.Url,
                    quote,
                    unit.StartLine,
                    unit.EndLine,
                    rows.ArticleOf(section).ContentHash
                )
            );
        }
        return citations;
    }

    private static bool HoldsValue(AnswerCitation citation) => Value().IsMatch(citation.Quote);

    [GeneratedRegex(
        @"\b(how (many|much|long|often|large|big)|price|prices|cost|costs|default|version|number|limit|yaml|manifest)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex WantsValue();

    [GeneratedRegex(
        @"\d|apiVersion|\b(one|two|three|four|five|six|seven|eight|nine|ten|none|no|each|every|default)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Value();
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

/// <param name="Confidence">The share of the question's weight, 0 to 1, that the best section holds.</param>
/// <param name="Answer">The quotations, or that there are none.</param>
/// <param name="UnknownWords">Words of the question that the content never mentions: reason for doubt.</param>
/// <param name="Nearest">Where nothing was found: the sections nearest to the question.</param>
public sealed record AnswerView(
    AnswerStatus Status,
    double Confidence,
    string Answer,
    IReadOnlyList<string> UnknownWords,
    IReadOnlyList<AnswerCitation> Citations,
    IReadOnlyList<SectionLink>? Nearest
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
