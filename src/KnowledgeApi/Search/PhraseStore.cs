using KnowledgeApi.Storage;

namespace KnowledgeApi.Search;

/// <summary>
/// The store on disk, opened beside the start: only phrases in quotes need it, and whoever asks for one sooner waits.
/// </summary>
public sealed class PhraseStore(Func<KnowledgeIndex> open) : IDisposable
{
    private readonly Task<KnowledgeIndex> opening = Task.Run(open);

    public T Read<T>(Func<KnowledgeIndexContext, T> ask) => opening.GetAwaiter().GetResult().Read(ask);

    public void Dispose() =>
        opening.ContinueWith(opened => opened.Result.Dispose(), TaskContinuationOptions.OnlyOnRanToCompletion);
}
