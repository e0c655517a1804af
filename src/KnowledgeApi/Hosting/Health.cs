namespace KnowledgeApi.Hosting;

/// <summary>What an orchestrator asks: is the process alive, and may it get requests.</summary>
public static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").DisableRateLimiting().ExcludeFromDescription();
        health.MapGet("/live", () => TypedResults.Ok(new { status = "live" }));
        health.MapGet("/ready", () => TypedResults.Ok(new { status = "ready" }));
    }
}
