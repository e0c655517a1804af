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
        services.AddPerContent(provider => new SearchEngine(
            provider.GetRequiredService<SearchRows>(),
            provider.GetRequiredService<ContentSnapshot>().Own(OpenIndex(provider)),
            GeneralGlossary.Under(provider.GetRequiredService<Library>())
        ));
        services.AddPerContent<SearchService>();
        services.AddPerContent<AnswerService>();
    }

    private static KnowledgeIndex OpenIndex(IServiceProvider provider) =>
        KnowledgeIndex.Open(
            IndexPath(provider),
            provider.GetRequiredService<Library>().Revision,
            provider.GetRequiredService<SearchRows>().ToIndex(),
            provider.GetRequiredService<ILogger<KnowledgeIndex>>()
        );

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
