using KnowledgeApi.Hosting.Requests;

namespace KnowledgeApi.Search;

public static class SearchEndpoints
{
    public static void MapSearch(this IEndpointRouteBuilder api)
    {
        api.MapGet("/search", Search)
            .WithTags("Search")
            .WithSummary("Sections, questions, terms and scenarios, best first; \"…\" for a phrase, -word to leave out")
            .Produces<SearchAnswer>()
            .ProducesProblem(400)
            .ProducesProblem(404);
        api.MapGet("/answers", Answer)
            .WithTags("Search")
            .WithSummary("A grounded answer: quotations with their places, or an honest not_found")
            .Produces<AnswerView>()
            .ProducesProblem(400)
            .ProducesProblem(404);
    }

    private static IResult Search(
        SearchService search,
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
            string.IsNullOrEmpty(topic) ? null : topic,
            string.IsNullOrEmpty(article) ? null : article
        );
        var most = arguments.Limit(limit);
        return arguments.Fault?.ToProblem() ?? search.Search(words, filter, most, cursor).ToResult();
    }

    private static IResult Answer(AnswerService answers, string? q, string? article, string? maxTokens)
    {
        var arguments = new Arguments();
        var question = arguments.Words("q", q);
        var budget = arguments.Integer("maxTokens", maxTokens, AnswerService.LeastBudget, AnswerService.LargestBudget);
        return arguments.Fault?.ToProblem()
            ?? answers
                .Answer(question, string.IsNullOrEmpty(article) ? null : article, budget ?? AnswerService.UsualBudget)
                .ToResult();
    }
}
