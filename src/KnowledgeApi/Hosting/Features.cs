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
        services.AddHostedService<Preparation>();
    }
}

/// <summary>Reads the content and opens the index before the first request: who listens is ready.</summary>
internal sealed class Preparation(ContentReload content) : IHostedLifecycleService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        content.Prepare();
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        content.Complete();
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
