using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Requests;

namespace KnowledgeApi.Search;

public static class SearchEndpoints
{
    public static void MapSearch(this IEndpointRouteBuilder api) =>
        api.MapGet("/search", Search)
            .WithTags("Search")
            .WithSummary("Sections, questions, terms and scenarios, best first; \"…\" for a phrase, -word to leave out")
            .Produces<SearchAnswer>()
            .ProducesProblem(400)
            .ProducesProblem(404);

    static IResult Search(
        SearchService search,
        Library library,
        string? q,
        string? kind,
        string? topic,
        string? article,
        string? limit,
        string? cursor
    )
    {
        var arguments = new Arguments();
        var words = arguments.Words("q", q);
        var filter = new SearchFilter(
            arguments.Choice<ResultKind>("kind", kind),
            arguments.Known("topic", topic, library.Topics.Select(t => t.Id)),
            string.IsNullOrEmpty(article) ? null : article
        );
        var most = arguments.Limit(limit);
        return arguments.Fault?.ToProblem() ?? search.Search(words, filter, most, cursor).ToResult();
    }
}
