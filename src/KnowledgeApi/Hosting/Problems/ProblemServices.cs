using Microsoft.AspNetCore.HostFiltering;

namespace KnowledgeApi.Hosting.Problems;

static class ProblemServices
{
    public static void AddProblems(this IServiceCollection services)
    {
        // Before AddProblemDetails: the first writer that can, writes, and the framework's refuses callers who accept no JSON.
        services.AddSingleton<IProblemDetailsWriter, EmbedProblemWriter>();
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemExceptionHandler>();
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.PostConfigure<HostFilteringOptions>(HostFilter.OpenFrameworkFilter);
    }
}
