using System.Collections.Immutable;
using KnowledgeApi.Hosting.Requests;

namespace KnowledgeApi.Content;

/// <summary>What helps to find one's way: topics and terms.</summary>
public static class ReferenceEndpoints
{
    public static void MapReference(this IEndpointRouteBuilder api)
    {
        api.MapGet("/topics", ListTopics)
            .WithTags("Reference")
            .WithSummary("The topics, with how much there is of each")
            .Produces<Page<Topic>>()
            .ProducesProblem(400);
        api.MapGet("/glossary", ListTerms)
            .WithTags("Reference")
            .WithSummary("The terms, with synonyms and definitions")
            .Produces<Page<TermView>>()
            .ProducesProblem(400);
    }

    private static IResult ListTopics(Library library, string? limit, string? cursor)
    {
        var arguments = new Arguments();
        var most = arguments.Limit(limit);
        return arguments.Fault?.ToProblem() ?? Page.Of(library.Topics, topic => topic.Id, most, cursor).ToResult();
    }

    private static IResult ListTerms(Library library, string? limit, string? cursor)
    {
        var arguments = new Arguments();
        var most = arguments.Limit(limit);
        return arguments.Fault?.ToProblem()
            ?? Page.Of(library.Glossary, term => term.Id, most, cursor)
                .Select(page => page.Select(TermView.Of))
                .ToResult();
    }
}

/// <summary>A term; its article and anchor where an article defines it.</summary>
public sealed record TermView(
    string Id,
    string Term,
    ImmutableArray<string> Synonyms,
    ImmutableArray<string> Symptoms,
    string Definition,
    string? Article,
    string? Anchor
)
{
    public static TermView Of(GlossaryTerm term) =>
        new(term.Id, term.Term, term.Synonyms, term.Symptoms, term.Definition.Markdown, term.ArticleSlug, term.Anchor);
}
