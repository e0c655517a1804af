using System.Collections.Immutable;
using KnowledgeApi.Storage;

namespace KnowledgeApi.Content.Keeping;

/// <summary>What was read of a folder's articles, in a file, so that unchanged content need not be parsed again.</summary>
/// <param name="revision">Of the content.</param>
/// <param name="baseUrl">Where the service is reached now; what is kept serves under any address.</param>
internal sealed class ArticleStore(string path, string revision, Uri baseUrl)
{
    public string Revision => revision;

    /// <summary>The articles of this revision, or null where they are not kept.</summary>
    /// <param name="scenarios">Slugs of scenarios by path, which articles may link to.</param>
    public KeptArticles? Read(IEnumerable<KeyValuePair<string, string>> scenarios) =>
        DerivedFile.Read(
            path,
            revision,
            file =>
            {
                var reader = new KeptArticleReader(file, baseUrl.AbsoluteUri);
                var slugs = reader.List(() => KeyValuePair.Create(reader.Text()!, reader.Text()!));
                var map = new ArticleMap(slugs, scenarios, baseUrl);
                var problems = reader.List(reader.Problem);
                var articles = reader.List(() => file.ReadBoolean() ? reader.Read(map) : null);
                return new KeptArticles(map, slugs, articles, problems);
            }
        );

    public void Write(
        IReadOnlyCollection<KeyValuePair<string, string>> slugs,
        IReadOnlyCollection<ReadArticle> articles,
        IReadOnlyCollection<ContentProblem> problems
    )
    {
        var kept = articles
            .Where(read => ArticleWriter.CanKeep(read, baseUrl.AbsoluteUri))
            .ToDictionary(read => read.Article.SourceFile);
        var parsedAgain = slugs.Select(slug => slug.Key).Except(kept.Keys).ToHashSet();
        List<ContentProblem> own =
        [
            .. problems.Where(p => FileKinds.Of(p.File) == FileKind.Article && !parsedAgain.Contains(p.File)),
        ];
        DerivedFile.Write(
            path,
            revision,
            file =>
            {
                var writer = new ArticleWriter(file, baseUrl.AbsoluteUri);
                writer.List(
                    slugs,
                    slug =>
                    {
                        writer.Text(slug.Key);
                        writer.Text(slug.Value);
                    }
                );
                writer.List(own, writer.Write);
                writer.List(
                    slugs,
                    slug =>
                    {
                        var read = kept.GetValueOrDefault(slug.Key);
                        file.Write(read is not null);
                        if (read is not null)
                            writer.Write(read);
                    }
                );
            }
        );
    }
}

/// <param name="Slugs">By path, in the order of the articles.</param>
/// <param name="Articles">Null where one must be parsed again.</param>
/// <param name="Problems">Of the articles that are here, and of files that gave none.</param>
internal sealed record KeptArticles(
    ArticleMap Map,
    ImmutableArray<KeyValuePair<string, string>> Slugs,
    ImmutableArray<ReadArticle?> Articles,
    ImmutableArray<ContentProblem> Problems
);
