using KnowledgeApi.Storage;

namespace KnowledgeApi.Search;

/// <summary>
/// The store on disk: only phrases in quotes need it, so that it is opened once everything else is served; whoever asks for
/// one sooner waits.
/// </summary>
public sealed class PhraseStore(Func<KnowledgeIndex> open) : IDisposable
{
    private readonly Lazy<Task<KnowledgeIndex>> opening = new(() => Task.Run(open));

    /// <summary>Begins to open it and returns.</summary>
    public void Open() => _ = opening.Value;

    public T Read<T>(Func<KnowledgeIndexReader, T> ask) => opening.Value.GetAwaiter().GetResult().Read(ask);

    public void Dispose()
    {
        if (opening.IsValueCreated)
            opening.Value.ContinueWith(
                opened => opened.Result.Dispose(),
                TaskContinuationOptions.OnlyOnRanToCompletion
            );
    }
}
