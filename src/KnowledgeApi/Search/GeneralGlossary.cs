using KnowledgeApi.Content;
using KnowledgeApi.Hosting;

namespace KnowledgeApi.Search;

/// <summary>The subject's glossary, shipped with the service, under a content folder's own.</summary>
internal static class GeneralGlossary
{
    private const string Resource = "glossary.md";

    /// <summary>The library's terms, and the general ones it does not define itself.</summary>
    public static IEnumerable<GlossaryTerm> Under(Library library)
    {
        var own = library.Glossary.Select(term => term.Id).ToHashSet();
        return library.Glossary.Concat(Read().Where(term => !own.Contains(term.Id)));
    }

    private static List<GlossaryTerm> Read()
    {
        using var stream = typeof(GeneralGlossary).Assembly.GetManifestResourceStream(Resource)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var (file, problem) = SourceFile.Decode(Resource, bytes.ToArray(), hash: "");
        if (file is null)
            throw new InvalidOperationException(problem!.Message);
        return GlossaryReader.Read(file, new ArticleMap([], [], new Uri(PublicUrl.Default)), []);
    }
}
