using KnowledgeApi.Hosting.Requests;

namespace KnowledgeApi.Hosting;

public static class Api
{
    /// <summary>Where every feature's endpoints hang.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder routes) => routes.MapGroup("/api/v1");

    /// <summary>Endpoints whose answers change with the content only.</summary>
    public static RouteGroupBuilder MapReads(this IEndpointRouteBuilder api)
    {
        var reads = api.MapGroup("");
        reads.AddEndpointFilter<ContentReads>();
        return reads;
    }
}
