using KnowledgeApi.Content;
using KnowledgeApi.Content.Serving;
using KnowledgeApi.Storage;

namespace KnowledgeApi.Search;

public static class SearchServices
{
    public static void AddSearch(this IServiceCollection services)
    {
        services.AddSingleton<DerivedFiles>();
        services.AddPerContent<SearchRows>();
        services.AddPerContent(provider =>
        {
            var engine = Open(
                provider.GetRequiredService<Library>(),
                provider.GetRequiredService<SearchRows>(),
                provider.GetRequiredService<DerivedFiles>().Index,
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
        out PhraseStore store
    )
    {
        // The text that was read to get here has left much behind that is not needed any more.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var index = OpenTerms(library, rows, Path.ChangeExtension(path, ".terms"));
        store = new PhraseStore(() =>
            KnowledgeIndex.Open(path, library.Revision, rows.ToIndex(new TermTable()), logger)
        );
        return new SearchEngine(rows, index, store, GeneralGlossary.Under(library));
    }

    private static TermIndex OpenTerms(Library library, SearchRows rows, string path)
    {
        if (DerivedFile.Read(path, library.Revision, TermIndex.Read) is { } kept)
            return kept;
        var index = new TermIndex(rows, new TermTable());
        DerivedFile.Write(path, library.Revision, index.Write);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return index;
    }
}
