namespace KnowledgeApi.Hosting.OpenApi;

internal static class ProblemStatuses
{
    /// <summary>The problems an endpoint may answer with.</summary>
    public static RouteHandlerBuilder Problems(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            endpoint.ProducesProblem(status);
        return endpoint;
    }
}
