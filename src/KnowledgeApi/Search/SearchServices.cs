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
            provider
                .GetRequiredService<ContentSnapshot>()
                .Own(
                    Open(
                        provider.GetRequiredService<Library>(),
                        provider.GetRequiredService<SearchRows>(),
                        IndexPath(provider),
                        provider.GetRequiredService<ILogger<SearchEngine>>()
                    )
                )
        );
        services.AddPerContent<SearchService>();
        services.AddPerContent<AnswerService>();
    }

    /// <summary>Inverts the words of a library and opens the store of them at a path.</summary>
    public static SearchEngine Open(Library library, SearchRows rows, string path, ILogger logger)
    {
        var table = new TermTable();
        var index = new TermIndex(rows, table);
        var store = KnowledgeIndex.Open(path, library.Revision, rows.ToIndex(table), logger);
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
