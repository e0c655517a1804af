using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using KnowledgeApi.Hosting.Mcp;
using KnowledgeApi.Hosting.Requests;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace KnowledgeApi.Search;

[McpServerToolType]
public sealed class SearchTools(SearchService search, AnswerService answers)
{
    // Of a quotation that still says something.
    private const int LeastQuoted = 20;

    // Where a result's excerpt fits whole; below, what it takes without.
    private const int RoomForExcerpts = 500;
    private const int AroundExcerpt = 760;
    private const int ShortestExcerpt = 40;

    [Kept]
    [McpServerTool(
        Title = "Search Kubernetes networking knowledge",
        ReadOnly = true,
        Destructive = false,
        Idempotent = true,
        OpenWorld = false,
        UseStructuredContent = true,
        OutputSchemaType = typeof(SearchAnswer)
    )]
    [Description(
        "Finds sections, questions, glossary terms and scenarios about Kubernetes networking, best first. Ask in your own words, paste an error message or name an identifier; \"quoted\" words must stand together and -word leaves results out. Use it first for anything about Kubernetes networking; read a section found with read_section."
    )]
    public CallToolResult SearchKnowledge(
        [
            Description("What to look for."),
            MinLength(1),
            MaxLength(Arguments.LongestText),
            Example("\"headless service dns\"")
        ]
            string query,
        [Description("Only results of this kind.")] ResultKind? kind = null,
        [Description("Only results on this topic."), Example("\"dns\"")] string? topic = null,
        [Description("Only results of the article with this slug.")] string? article = null,
        [Description("How many results."), Range(1, 20)] int limit = 5,
        [Description(Budget.Description), Range(Budget.Least, Budget.Largest)] int maxTokens = Budget.Usual,
        [Description(Budget.CursorDescription)] string? cursor = null
    ) =>
        string.IsNullOrWhiteSpace(query)
            ? ToolResults.Refused("'query' is empty; allowed: some words.")
            : ToolResults.Fitting(
                limit,
                maxTokens,
                count =>
                    search
                        .Search(query, new SearchFilter(kind, topic, article), count, cursor)
                        .Select(answer => Shortened(answer, maxTokens)),
                Markdown
            );

    [Kept]
    [McpServerTool(
        Title = "Answer a question from the knowledge",
        ReadOnly = true,
        Destructive = false,
        Idempotent = true,
        OpenWorld = false,
        UseStructuredContent = true,
        OutputSchemaType = typeof(AnswerView)
    )]
    [Description(
        "Answers a question about Kubernetes networking with quotations and their addresses. status is answered, partial (mind unknownWords: the content never mentions them) or not_found: then say that it is not covered. For what happens in given manifests use simulate_requests."
    )]
    public CallToolResult AnswerQuestion(
        [
            Description("The question."),
            MinLength(1),
            MaxLength(Arguments.LongestText),
            Example("\"Why does my Service have no endpoints?\"")
        ]
            string question,
        [Description("Only from the article with this slug.")] string? article = null,
        [Description("About how many tokens the answer may take."), Range(Budget.Least, Budget.Largest)]
            int maxTokens = Budget.Usual
    ) =>
        string.IsNullOrWhiteSpace(question)
            ? ToolResults.Refused("'question' is empty; allowed: some words.")
            : ToolResults.Fitting(
                // A quotation stands in it three times.
                Math.Min(maxTokens / 3, AnswerService.UsualBudget),
                maxTokens,
                quoted => answers.Answer(question, article, Math.Max(quoted, LeastQuoted)),
                Markdown
            );

    private static SearchAnswer Shortened(SearchAnswer answer, int maxTokens)
    {
        if (maxTokens >= RoomForExcerpts)
            return answer;
        var most = Math.Max(ShortestExcerpt, (maxTokens * Budget.CharactersAToken - AroundExcerpt) / 2);
        return answer with { Results = [.. answer.Results.Select(result => Shortened(result, most))] };
    }

    private static SearchResult Shortened(SearchResult result, int most)
    {
        if (result.Excerpt.Length <= most)
            return result;
        var end = result.Excerpt.LastIndexOf(' ', most);
        // Cut in two, a highlight would mark what follows.
        var plain = result.Excerpt[..(end > 0 ? end : most)].Replace("**", "", StringComparison.Ordinal);
        return result with { Excerpt = $"{plain} …" };
    }

    private static string Markdown(SearchAnswer answer)
    {
        var text = new StringBuilder();
        foreach (var correction in answer.Corrections ?? [])
            text.AppendLine(CultureInfo.InvariantCulture, $"Taken {correction.From} for {correction.To}.");
        if (answer.Results.Count == 0)
            text.AppendLine("Nothing found. Use other words, or fewer.");
        var number = 1;
        foreach (var result in answer.Results)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{number++}. **{result.Section ?? result.Title ?? result.Id}** ({Place(result)})"
            );
            text.AppendLine(CultureInfo.InvariantCulture, $"   {result.Excerpt}");
            text.AppendLine(CultureInfo.InvariantCulture, $"   {result.Url}");
        }
        if (answer.NextCursor is { } cursor)
            text.AppendLine(CultureInfo.InvariantCulture, $"More with cursor {cursor}");
        return text.ToString();
    }

    private static string Place(SearchResult result) =>
        result.Kind == ResultKind.Section
            ? $"section, article {result.Article}, anchor {result.Anchor}"
            : $"{EnumNames<ResultKind>.Of(result.Kind)} {result.Id}";

    private static string Markdown(AnswerView answer)
    {
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{EnumNames<AnswerStatus>.Of(answer.Status)}, confidence {answer.Confidence}"
        );
        if (answer.UnknownWords.Count > 0)
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"The content never mentions: {string.Join(", ", answer.UnknownWords)}"
            );
        if (answer.Citations.Count == 0)
            text.AppendLine(answer.Answer);
        foreach (var citation in answer.Citations)
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"\n> {citation.Quote.ReplaceLineEndings("\n> ")}\n\n{citation.Section}: {citation.Url}"
            );
        if (answer.Hint is { } hint)
            text.AppendLine(hint);
        foreach (var near in answer.Nearest ?? [])
            text.AppendLine(CultureInfo.InvariantCulture, $"- near: {near.Section} {near.Url}");
        return text.ToString();
    }
}
