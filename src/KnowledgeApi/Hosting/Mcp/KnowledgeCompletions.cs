using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Requests;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace KnowledgeApi.Hosting.Mcp;

/// <summary>What a person may be typing: arguments of prompts and of resource templates.</summary>
public sealed class KnowledgeCompletions(Library library)
{
    // The protocol's own bound.
    private const int Most = 100;

    public Completion Complete(Reference reference, string argument, string typed, CompleteContext? context) =>
        Matching(Known(reference, argument, context), typed);

    private IEnumerable<string> Known(Reference reference, string argument, CompleteContext? context) =>
        (reference, argument) switch
        {
            (ResourceTemplateReference { Uri: KnowledgeUri.ScenarioTemplate }, "slug") => library.Scenarios.Select(s =>
                s.Slug
            ),
            (ResourceTemplateReference { Uri: KnowledgeUri.ArticleTemplate or KnowledgeUri.SectionTemplate }, "slug") =>
                library.Articles.Select(article => article.Slug),
            (ResourceTemplateReference { Uri: KnowledgeUri.SectionTemplate }, "anchor") => Anchors(context),
            (ResourceTemplateReference, _) => [],
            (PromptReference, "topic") => library.Topics.Select(topic => topic.Id),
            (PromptReference, "level") => EnumNames<Level>.All,
            (PromptReference, "symptom") => KnowledgePrompts.Symptoms,
            (PromptReference, "questions") => ["5", "10", "15", "20"],
            (PromptReference, _) => [],
            _ => throw new McpProtocolException(
                "Completed are arguments of prompts (ref/prompt) and of resource templates (ref/resource).",
                McpErrorCode.InvalidParams
            ),
        };

    private IEnumerable<string> Anchors(CompleteContext? context) =>
        context?.Arguments?.TryGetValue("slug", out var slug) == true && library.FindArticle(slug) is { } article
            ? article.Sections.Select(section => section.Anchor)
            : library.Articles.SelectMany(each => each.Sections.Select(section => section.Anchor)).Distinct();

    // Names that begin so before names that hold it.
    private static Completion Matching(IEnumerable<string> known, string typed)
    {
        var matching = known
            .Where(name => name.Contains(typed, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(name => name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .ToList();
        return new()
        {
            Values = [.. matching.Take(Most)],
            Total = matching.Count,
            HasMore = matching.Count > Most,
        };
    }
}
