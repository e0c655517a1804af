using System.Security.Cryptography;
using System.Text;
using KnowledgeApi.Content;
using KnowledgeApi.Content.Serving;
using KnowledgeApi.Hosting;
using KnowledgeApi.Storage;
using Microsoft.Extensions.Options;

namespace KnowledgeApi.Search;

public static class SearchServices
{
    public static void AddSearch(this IServiceCollection services)
    {
        services.AddPerContent<SearchRows>();
        services.AddPerContent(provider =>
        {
            var engine = Open(
                provider.GetRequiredService<Library>(),
                provider.GetRequiredService<SearchRows>(),
                IndexPath(provider),
                provider.GetRequiredService<ILogger<SearchEngine>>(),
                out var store
            );
            provider.GetRequiredService<ContentSnapshot>().Own(store);
            return engine;
        });
        services.AddPerContent<SearchService>();
        services.AddPerContent<AnswerService>();
    }

    /// <summary>Inverts the words of a library and opens the store of them at a path.</summary>
    /// <param name="store">The engine asks it, the caller disposes of it.</param>
    public static SearchEngine Open(
        Library library,
        SearchRows rows,
        string path,
        ILogger logger,
        out KnowledgeIndex store
    )
    {
        var table = new TermTable();
        var index = new TermIndex(rows, table);
        store = KnowledgeIndex.Open(path, library.Revision, rows.ToIndex(table), logger);
        return new SearchEngine(rows, index, store, GeneralGlossary.Under(library));
    }

    // Services of different content must not take turns in rebuilding one file.
    private static string IndexPath(IServiceProvider provider)
    {
        if (provider.GetRequiredService<IOptions<StorageOptions>>().Value.IndexPath is { Length: > 0 } path)
            return path;
        var content = provider.GetRequiredService<IOptions<ContentOptions>>().Value.Path;
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..12];
        return Path.Combine(Path.GetTempPath(), "knowledge-api", $"{name}.index.db");
    }
}
