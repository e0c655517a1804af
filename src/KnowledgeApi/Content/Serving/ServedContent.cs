using KnowledgeApi.Hosting;
using KnowledgeApi.Questions;
using KnowledgeApi.Simulations;
using KnowledgeApi.Storage;
using Microsoft.Extensions.Options;

namespace KnowledgeApi.Content.Serving;

/// <summary>The content as it is served now; a changed folder takes its place in whole, under readers who keep what they began with.</summary>
public sealed class ServedContent(
    IOptions<ContentOptions> options,
    DerivedFiles files,
    PublicUrl url,
    SimulationDesk desk
) : IDisposable
{
    private readonly Lock gate = new();
    private ContentSnapshot? current;

    public string Path => options.Value.Path;

    internal string RevisionOnDisk => LibraryLoader.RevisionOf(Path, Settings);

    private LoadOptions Settings => new() { BaseUrl = new Uri(url.Base + "/"), ArticleStore = files.Articles };

    /// <summary>The current state, held until the lease that asks is over.</summary>
    internal ContentSnapshot Hold()
    {
        lock (gate)
            return (current ??= Load()).Hold();
    }

    internal ContentSnapshot Load() => new(Predictions.Complete(LibraryLoader.Load(Path, Settings), desk));

    internal void Serve(ContentSnapshot next)
    {
        ContentSnapshot? before;
        lock (gate)
            (before, current) = (current, next);
        before?.LetGo();
    }

    public void Dispose() => current?.LetGo();
}

/// <summary>One caller's hold on the content: the same state from the first look to the last.</summary>
public sealed class ContentLease(ServedContent served) : IDisposable
{
    private ContentSnapshot? snapshot;

    public ContentSnapshot Snapshot => snapshot ??= served.Hold();

    /// <summary>Looks at a state that is not served yet.</summary>
    internal void Use(ContentSnapshot other) => snapshot = other.Hold();

    public void Dispose() => snapshot?.LetGo();
}
