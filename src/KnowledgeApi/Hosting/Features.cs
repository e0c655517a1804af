using KnowledgeApi.Capacity;
using KnowledgeApi.Content;
using KnowledgeApi.Questions;
using KnowledgeApi.Search;
using KnowledgeApi.Simulations;
using KnowledgeApi.Timelines;

namespace KnowledgeApi.Hosting;

public static class Features
{
    /// <summary>Everything the service can do, without the doors it is reached by.</summary>
    public static void AddFeatures(this IServiceCollection services)
    {
        services.AddOptionSections();
        services.AddSingleton<PublicUrl>();
        services.AddContent();
        services.AddQuestions();
        services.AddSearch();
        services.AddSimulations();
        services.AddTimelines();
        services.AddCapacity();
        services.AddHostedService<Preparation>();
    }
}

/// <summary>Reads the content and opens the index before the first request: who listens is ready.</summary>
internal sealed class Preparation(SearchEngine engine) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.FromResult(engine);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
