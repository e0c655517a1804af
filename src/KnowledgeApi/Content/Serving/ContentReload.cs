using KnowledgeApi.Search;

namespace KnowledgeApi.Content.Serving;

/// <summary>Reads the folder again where its content changed, and swaps in what came of it once it is ready to be searched.</summary>
public sealed partial class ContentReload(
    ServedContent served,
    IServiceScopeFactory scopes,
    ILogger<ContentReload> logger
)
{
    public void Prepare() => Prepare(null);

    /// <summary>Gets ready what nothing waits for, once the content is served.</summary>
    public void Complete()
    {
        using var scope = scopes.CreateScope();
        scope.ServiceProvider.GetRequiredService<SearchEngine>().OpenStore();
    }

    public void Run()
    {
        try
        {
            if (!Directory.Exists(served.Path))
                LogGone(logger, served.Path);
            else if (served.RevisionOnDisk is var revision && revision != Revision())
            {
                var next = served.Load();
                Prepare(next);
                served.Serve(next);
                Complete();
                LogReloaded(logger, next.Library.Revision, next.Library.Articles.Length, next.Library.Problems.Length);
                foreach (var problem in next.Library.Problems)
                    LogProblem(logger, problem);
            }
        }
        // A folder in the middle of being rewritten must not end the service: the next change tries again.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogFailed(logger, e);
        }
    }

    private string Revision()
    {
        using var scope = scopes.CreateScope();
        return scope.ServiceProvider.GetRequiredService<Library>().Revision;
    }

    private void Prepare(ContentSnapshot? next)
    {
        using var scope = scopes.CreateScope();
        if (next is not null)
            scope.ServiceProvider.GetRequiredService<ContentLease>().Use(next);
        scope.ServiceProvider.GetRequiredService<SearchEngine>();
        // What was thrown away on the way is as large as some of what is kept, and nothing would ask for the room soon.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    [LoggerMessage(LogLevel.Information, "Serving content {Revision}: {Articles} articles, {Problems} problems.")]
    private static partial void LogReloaded(ILogger logger, string revision, int articles, int problems);

    [LoggerMessage(LogLevel.Warning, "{Problem}")]
    private static partial void LogProblem(ILogger logger, ContentProblem problem);

    [LoggerMessage(LogLevel.Warning, "The content folder {Path} is gone; what was read of it is served on.")]
    private static partial void LogGone(ILogger logger, string path);

    [LoggerMessage(LogLevel.Warning, "The content could not be read again; what was read before is served on.")]
    private static partial void LogFailed(ILogger logger, Exception reason);
}
