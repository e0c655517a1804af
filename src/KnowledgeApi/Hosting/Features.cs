using KnowledgeApi.Capacity;
using KnowledgeApi.Content;
using KnowledgeApi.Content.Serving;
using KnowledgeApi.Diagnosis;
using KnowledgeApi.Flashcards;
using KnowledgeApi.Learners;
using KnowledgeApi.Practice;
using KnowledgeApi.Questions;
using KnowledgeApi.Reachability;
using KnowledgeApi.Reports;
using KnowledgeApi.Search;
using KnowledgeApi.Simulations;
using KnowledgeApi.Storage;
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
        services.AddReachability();
        services.AddDiagnoses();
        services.AddLearnerStorage();
        services.AddLearners();
        services.AddPractice();
        services.AddFlashcards();
        services.AddReports();
        services.AddSingleton<Preparation>();
        services.AddHostedService(provider => provider.GetRequiredService<Preparation>());
    }
}

public static class Preparing
{
    /// <summary>Begins to read the content while the rest is put together.</summary>
    public static void BeginPreparation(this IHost app) => app.Services.GetRequiredService<Preparation>().Begin();
}

/// <summary>Reads the content and opens the index before the first request: who listens is ready.</summary>
internal sealed class Preparation(IServiceProvider services) : IHostedLifecycleService
{
    private readonly Lazy<Task<ContentReload>> reading = new(() => Task.Run(() => Read(services)));

    /// <summary>Begins before the start, beside what else is to be done until then.</summary>
    public void Begin() => _ = reading.Value;

    public Task StartAsync(CancellationToken cancellationToken) => reading.Value;

    public async Task StartedAsync(CancellationToken cancellationToken) => (await reading.Value).Complete();

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Settings that cannot work show here first, and are reported where the start is waited for.
    private static ContentReload Read(IServiceProvider services)
    {
        var content = services.GetRequiredService<ContentReload>();
        content.Prepare();
        return content;
    }
}
