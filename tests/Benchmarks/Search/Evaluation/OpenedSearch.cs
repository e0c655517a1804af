using KnowledgeApi.Content;
using KnowledgeApi.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace KnowledgeApi.Search.Evaluation;

/// <summary>Search over a library, with its files in a temporary folder.</summary>
public sealed class OpenedSearch : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("search-").FullName;
    private readonly PhraseStore store;

    public OpenedSearch(Library library)
    {
        Rows = RowsOf(library);
        Engine = SearchServices.Open(library, Rows, Path.Combine(folder, "index.db"), NullLogger.Instance, out store);
    }

    public SearchRows Rows { get; }

    public SearchEngine Engine { get; }

    public PhraseStore Store => store;

    public static SearchRows RowsOf(Library library) =>
        new(library, new PublicUrl(Options.Create(new PublicOptions()), new ConfigurationBuilder().Build()));

    public void Dispose()
    {
        // It may still be opening, and writing into the folder.
        store.Read(_ => true);
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
